namespace ApiKeys.Events;

/// <summary>Is told of changes after they were made: for mails, webhooks, messages. Register as many as needed.</summary>
/// <remarks>
/// No request waits for a sink. Events come one at a time and in order; one that throws or takes longer than 10 seconds is logged and not repeated.
/// Up to 10,000 events wait in memory, and what comes beyond that is dropped and counted by the metric <c>apikeys.events.dropped</c>:
/// whoever must miss nothing reads the audit trail.
/// </remarks>
/// <threadsafety>Called by one thread at a time.</threadsafety>
public interface IApiKeyEventSink
{
    /// <summary>Takes an event.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="cancellationToken">Ends when the sink has had its time.</param>
    ValueTask HandleAsync(ApiKeyEvent happened, CancellationToken cancellationToken);
}
