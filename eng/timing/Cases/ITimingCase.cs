using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>A case of ATTACKS that speaks of time.</summary>
internal interface ITimingCase
{
    /// <summary>Its id there, such as <c>AC-031</c>.</summary>
    string Id { get; }

    /// <summary>Measures it and adds what came out to the table. Takes the thread for as long as it lasts.</summary>
    void Run(TimingTable table);
}
