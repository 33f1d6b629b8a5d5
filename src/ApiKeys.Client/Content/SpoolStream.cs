namespace ApiKeys.Client.Content;

/// <summary>Keeps what is written to it: in memory up to 1 MiB, beyond that in a temporary file that only this user can read and that is deleted when it is closed.</summary>
internal sealed class SpoolStream : WriteOnlyStream
{
    public const int MostBytesInMemory = 1 << 20;

    private Stream? _kept = new MemoryStream();

    private Stream Kept => _kept ?? throw new ObjectDisposedException(nameof(SpoolStream));

    /// <summary>Everything that was written, to be read from its beginning. It is the caller's to dispose of from now on.</summary>
    public Stream Take()
    {
        var kept = Kept;
        _kept = null;
        kept.Position = 0;
        return kept;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (IsTooLarge(buffer.Length))
        {
            Spill();
        }

        Kept.Write(buffer);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsTooLarge(buffer.Length))
        {
            Spill();
        }

        return Kept.WriteAsync(buffer, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _kept?.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool IsTooLarge(int more) => Kept is MemoryStream memory && memory.Length + more > MostBytesInMemory;

    private void Spill()
    {
        using var memory = (MemoryStream)Kept;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _kept = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        memory.WriteTo(_kept);
    }
}
