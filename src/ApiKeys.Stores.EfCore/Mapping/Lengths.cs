namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>The most UTF-16 units that columns hold. A character that people type may take two of them.</summary>
internal static class Lengths
{
    public const int Id = 128;
    public const int LookupId = 256;
    public const int Name = 200;
    public const int Person = 256;
    public const int Tenant = 256;
    public const int Environment = 128;
    public const int Reason = 1_000;
    public const int Hash = 2_000;
    public const int Hint = 256;
    public const int Format = 64;
    public const int Action = 100;
    public const int Address = 64;
    public const int Digest = 64;
    public const int Label = 150;
    public const int Limits = 4_000;
    public const int Addresses = 16_000;
    public const int Scopes = 26_000;
    public const int LookupIds = 8_000;
    public const int Method = 32;
    public const int Route = 512;
    public const int DeniedAddresses = 64_000;
    public const int Customers = 600_000;
    public const int Metadata = 400_000;
    public const int Changes = 8_000_000;
}
