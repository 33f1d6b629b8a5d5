using ApiKeys.Timing.Hosting;
using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>Stored hashes that ask for more work than the host allows, beside one that is compared.</summary>
internal sealed class Ac048CostlyStoredHashes : ITimingCase
{
    private const double MostTime = 10_000;
    private const string Bcrypt = "CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    private const string Argon2 = "c2FsdFNBTFRzYWx0U0FMVA$qa2VMuKSMM7dE+HCup5KhrAJ8BbKEBeci7zeRAinN3g";

    private static readonly (string Algorithm, string[] Stored)[] Hashes =
    [
        ("bcrypt", [$"$2b$03${Bcrypt}", $"$2b$15${Bcrypt}", $"$2b$31${Bcrypt}", $"$2b$32${Bcrypt}"]),
        ("argon2id", [$"$argon2id$v=19$m=4194304,t=1,p=1${Argon2}", $"$argon2id$v=19$m=65536,t=2147483648,p=1${Argon2}", $"$argon2id$v=19$m=65536,t=1,p=0${Argon2}"]),
    ];

    public string Id => "AC-048";

    public void Run(TimingTable table)
    {
        foreach (var (algorithm, hashes) in Hashes)
        {
            using var node = new Node(keys => keys.ConfigureHashing(hashing => hashing.Algorithm = algorithm));
            var wrong = node.Issue().Text;
            foreach (var stored in hashes)
            {
                var text = node.Issue(record => record with { Secrets = [record.Secrets[0] with { Hash = stored }] }).Text;
                var times = new Race(Clock.Wall, 2).Run(
                    Rounds.Of(25),
                    _ => node.Expect(ApiKeyFailureReason.WrongSecret, text),
                    _ => node.Expect(ApiKeyFailureReason.WrongSecret, Texts.WithOtherSecret(wrong)));
                table.AddTime($"stored `{stored[..stored.LastIndexOf('$')].Split("$c2F")[0].TrimEnd('$')}`, and one that is compared", Statistics.Quantile(times[0], Statistics.Median), Statistics.Quantile(times[1], Statistics.Median), MostTime);
            }
        }
    }
}
