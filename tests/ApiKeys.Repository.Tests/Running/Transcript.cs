using System.Text;

namespace ApiKeys.Repository.Tests.Running;

/// <summary>What a program said on one of its outputs so far.</summary>
internal sealed class Transcript
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a line; <see langword="null"/> is the end of the output.</summary>
    public void Add(string? line)
    {
        lock (_text)
        {
            _text.Append(line).Append(line is null ? "" : "\n");
        }
    }

    public override string ToString()
    {
        lock (_text)
        {
            return _text.ToString();
        }
    }
}
