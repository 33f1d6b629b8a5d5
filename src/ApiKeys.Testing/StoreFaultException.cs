namespace ApiKeys.Testing;

/// <summary>What a <see cref="FaultStore"/> throws.</summary>
/// <param name="message">The message that the test asked for.</param>
public sealed class StoreFaultException(string message) : Exception(message);
