namespace ApiKeys.Stores;

/// <summary>The store answers, and its tables are not those that this version of the library works with.</summary>
public sealed class ApiKeyStoreSchemaException : Exception
{
    /// <summary>Says what is wrong with the tables.</summary>
    /// <param name="message">What is there, what is needed and what to do.</param>
    public ApiKeyStoreSchemaException(string message)
        : base(message)
    {
    }
}
