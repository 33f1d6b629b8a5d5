using ApiKeys.Caching;
using ApiKeys.Core.Tests.Verification;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Management;
using ApiKeys.Memory;
using ApiKeys.Stores;
using ApiKeys.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Core.Tests.Import;

/// <summary>Keys of which only the beginning and the last four characters are known, and texts that are nobody's.</summary>
internal sealed class HintTests
{
    [Test]
    public async Task Eight_keys_may_share_a_hint_and_a_ninth_may_not()
    {
        await using var host = Foreign.NewHost();
        var rows = Enumerable.Range(1, 9).Select(i => Foreign.ByHint(Foreign.Text(i))).ToList();
        var report = await host.ImportAsync(rows);
        Assert.That(report.Rows.Take(8).Select(row => row.Outcome), Is.All.EqualTo(ApiKeyImportOutcome.Imported));
        Assert.That((report.Rows[8].Outcome, report.Rows[8].Errors.Single().Code, report.Rows[8].ErrorsOf().Single()), Is.EqualTo((ApiKeyImportOutcome.Refused, ApiKeyErrorCode.Conflict, "Last4")));
        Assert.That((await host.VerifyAsync(Foreign.Text(5))).Key!.Id, Is.EqualTo(rows[4].ForeignId), "among eight");
        await host.Rehasher.Last;
        Assert.That((await host.ImportAsync(rows[8])).Rows[0].Outcome, Is.EqualTo(ApiKeyImportOutcome.Imported), "a place is free again");
    }

    [Test]
    public async Task A_gap_among_the_keys_of_a_hint_hides_none_of_them()
    {
        await using var host = Foreign.NewHost();
        var ids = await host.ImportGoodAsync([.. Enumerable.Range(1, 8).Select(i => Foreign.ByHint(Foreign.Text(i)))]);
        foreach (var i in new[] { 1, 2, 4 })
        {
            Assert.That(await host.ReasonAsync(Foreign.Text(i)), Is.Null);
            await host.Rehasher.Last;
        }

        await host.Manager.RevokeAsync(ids[2], null, Foreign.Host, default);
        await host.Manager.DeleteAsync(ids[4], Foreign.Host, default);
        foreach (var i in new[] { 8, 7, 6 })
        {
            Assert.That((await host.VerifyAsync(Foreign.Text(i))).Key!.Id, Is.EqualTo(ids[i - 1]));
            await host.Rehasher.Last;
        }
    }

    [Test]
    public async Task Revoked_keys_take_no_place_of_a_hint_and_cost_unknown_texts_nothing()
    {
        await using var host = Foreign.NewHost();
        await host.ImportGoodAsync([.. Enumerable.Range(1, 20).Select(i => Foreign.ByHint(Foreign.Text(i)) with { RevokedAt = Foreign.Created })]);
        await host.ReasonAsync(Foreign.Text(21));
        Assert.That(host.Lists(), Is.EqualTo(1), "there is none");
        await host.ImportGoodAsync([.. Enumerable.Range(21, 8).Select(i => Foreign.ByHint(Foreign.Text(i)))]);
        Assert.That(await host.ReasonAsync(Foreign.Text(28)), Is.Null);
    }

    [Test]
    public async Task A_malformed_hash_among_them_costs_one_key_and_one_warning()
    {
        await using var host = Foreign.NewHost();
        var ids = await host.ImportGoodAsync(Foreign.ByHint(Foreign.Text(1)), Foreign.ByHint(Foreign.Text(2)));
        var broken = (await host.Store.FindByIdAsync(ids[0], default))!;
        await host.Live.ApplyAsync(ApiKeyChange.Update(broken, broken with { Secrets = [broken.Secrets[0] with { Hash = "$pbkdf2-sha1$i=9$broken" }] }), default);
        Assert.That(await host.ReasonAsync(Foreign.Text(2)), Is.Null);
        Assert.That(await host.ReasonAsync(Foreign.Text(1)), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        Assert.That(host.Logs.Lines.Count(line => line.Text.Contains(ids[0], StringComparison.Ordinal) && line.Text.Contains("cannot be read", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(string.Join('\n', host.Logs.Lines), Does.Not.Contain("broken"));
    }

    [Test]
    public async Task S_26_bcrypt_rows_of_one_hint_are_told_apart_whatever_stands_among_them()
    {
        var hasher = new BcryptApiKeyHasher(4, 6);
        await using var host = Foreign.NewHost();
        var rows = Enumerable.Range(1, 8).Select(i => i == 3 ? Foreign.ByHint(Foreign.Text(i)) : ByBcrypt(hasher, Foreign.Text(i))).ToList();
        var ids = await host.ImportGoodAsync([.. rows]);
        var broken = (await host.Store.FindByIdAsync(ids[1], default))!;
        await host.Live.ApplyAsync(ApiKeyChange.Update(broken, broken with { Secrets = [broken.Secrets[0] with { Hash = "$2b$04$broken" }] }), default);
        Assert.That(await host.ReasonAsync(Foreign.Text(9)), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        Assert.That(await host.ReasonAsync(Foreign.Text(2)), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        Assert.That(host.Logs.Lines.Count(line => line.Text.Contains("cannot be read", StringComparison.Ordinal)), Is.EqualTo(1));
        await host.Manager.RevokeAsync(ids[4], null, Foreign.Host, default);
        Assert.That(await host.ReasonAsync(Foreign.Text(5)), Is.EqualTo(ApiKeyFailureReason.UnknownKey).Or.EqualTo(ApiKeyFailureReason.Revoked));
        foreach (var i in new[] { 8, 1, 3, 7, 4, 6 })
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => host.VerifyAsync(Foreign.Text(i)))));
            Assert.That(answers.Select(answer => answer.Key?.Id), Is.All.EqualTo(ids[i - 1]), $"text {i}");
            await host.Rehasher.Last;
        }
    }

    [Test]
    public async Task AC_046_a_text_that_is_nobodys_costs_one_slow_hash_as_one_with_a_candidate_does()
    {
        var slow = new CountingHasher();
        await using var host = Foreign.NewHost(builder => builder.ConfigureFormat(format => format.Template = KeyTemplate.Standard("sk")).Services.AddSingleton<IApiKeyHasher>(slow));
        await host.ImportGoodAsync(Foreign.Row("$counting$" + Foreign.Text(1), ApiKeyHashFormat.SelfDescribing) with { Prefix = "sk_live_", Last4 = "c9d0" });
        var issued = (await host.IssueAsync()).Secret.Reveal();
        var costs = new List<int>();
        foreach (var text in new[] { Foreign.Text(2), Foreign.Text(3), Foreign.Text(2), Foreign.Text(4, "zzzz"), Foreign.Text(4, "zzzz"), Foreign.Text(5, "yyyy") })
        {
            var before = slow.Verifications;
            Assert.That(await host.ReasonAsync(text), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
            costs.Add(slow.Verifications - before);
        }

        Assert.That(costs, Is.All.EqualTo(1));
        var calls = slow.Verifications;
        Assert.That(await host.ReasonAsync(KeyTexts.Join("sk_live_", "000000000000", KeyTexts.Secret(issued))), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        Assert.That(await host.ReasonAsync(KeyTexts.WithOtherSecret(issued)), Is.EqualTo(ApiKeyFailureReason.WrongSecret));
        Assert.That(slow.Verifications, Is.EqualTo(calls), "with a public id neither costs a slow hash: whether the id is known does not show");
        Assert.That(await host.ReasonAsync(Foreign.Text(1)), Is.Null);
        await host.Rehasher.Last;
        host.Clock.Advance(TimeSpan.FromSeconds(6));
        calls = slow.Verifications;
        Assert.That(await host.ReasonAsync(Foreign.Text(6)), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        Assert.That(slow.Verifications, Is.EqualTo(calls), "and none costs one once none is left");
    }

    [Test]
    public async Task AC_218_unknown_texts_are_read_for_once_and_remembered_up_to_a_cap()
    {
        await using var host = Foreign.NewHost(builder => builder.ConfigureCache(cache => cache.UnknownCapacity = 64));
        await host.ImportGoodAsync(Foreign.ByHint(Foreign.Text(1)), Foreign.ByDigest(Foreign.Text(2)));
        await host.ReasonAsync(Foreign.Text(3, "zzzz"));
        var reads = host.Store.Reads;
        for (var i = 0; i < 50; i++)
        {
            Assert.That(await host.ReasonAsync(Foreign.Text(3, "zzzz")), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        }

        Assert.That(host.Store.Reads, Is.EqualTo(reads), "the same text asks nothing again");
        for (var i = 100; i < 300; i++)
        {
            await host.ReasonAsync(Foreign.Text(i, "zzzz"));
        }

        Assert.That(host.Store.Reads - reads, Is.LessThanOrEqualTo(4 * 200 + 2), "its own id, the digest, the hint, its own id again");
        Assert.That(((CachedApiKeyStore)host.Live).UnknownCount, Is.LessThanOrEqualTo(64));
    }

    [Test]
    public async Task Hosts_that_import_nothing_or_have_nothing_left_pay_nothing()
    {
        await using var without = new TestHost(builder => builder.ConfigureFormat(format => format.AcceptedTemplates.Add(KeyTemplate.SalesOs)));
        Assert.That(await without.ReasonAsync(Foreign.Text()), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        Assert.That(without.Store.Reads, Is.EqualTo(1));
        await using var with = Foreign.NewHost();
        for (var i = 0; i < 10; i++)
        {
            await with.ReasonAsync(Foreign.Text(i));
        }

        Assert.That(with.Store.Reads, Is.EqualTo(10 + 10 + 3), "each its own id, twice, and three kinds once");
    }

    [Test]
    public async Task AC_082_a_text_that_was_unknown_and_is_imported_works_at_once_and_elsewhere_within_seconds()
    {
        var store = new InMemoryApiKeyStore(new InMemoryUsageStore());
        await using var here = Foreign.NewHost(builder => builder.AddStore(_ => store));
        await using var there = Foreign.NewHost(builder => builder.AddStore(_ => store));
        foreach (var (text, row) in new[] { (Foreign.Text(1), Foreign.ByHint(Foreign.Text(1))), (Foreign.Text(2), Foreign.ByDigest(Foreign.Text(2))) })
        {
            Assert.That(await here.ReasonAsync(text), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
            Assert.That(await there.ReasonAsync(text), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
            await here.ImportGoodAsync(row);
            Assert.That(await here.ReasonAsync(text), Is.Null);
            there.Clock.Advance(TimeSpan.FromSeconds(5));
            Assert.That(await there.ReasonAsync(text), Is.Null);
            await here.Rehasher.Last;
            await there.Rehasher.Last;
        }
    }

    [Test]
    public async Task A_key_that_another_node_has_used_first_works_here_without_a_gap()
    {
        var store = new InMemoryApiKeyStore(new InMemoryUsageStore());
        await using var here = Foreign.NewHost(builder => builder.AddStore(_ => store));
        await using var there = Foreign.NewHost(builder => builder.AddStore(_ => store));
        var id = (await here.ImportGoodAsync(Foreign.ByHint(Foreign.Text()))).Single();
        here.Format.TryParse(Foreign.Text(), out var parsed);
        var ordinary = here.Format.GetLookupId(parsed);
        Assert.That(await there.Live.FindByLookupIdAsync(ordinary, default), Is.Null, "and that is remembered there");
        Assert.That(await here.ReasonAsync(Foreign.Text()), Is.Null);
        await here.Rehasher.Last;
        Assert.That((await there.VerifyAsync(Foreign.Text())).Key!.Id, Is.EqualTo(id));
        Assert.That(there.Lists(), Is.LessThanOrEqualTo(2));
        var reads = there.Store.Reads;
        Assert.That(await there.ReasonAsync(Foreign.Text()), Is.Null);
        Assert.That(there.Store.Reads, Is.EqualTo(reads + 1), "from then on it is an ordinary key there, too");
    }

    [Test]
    public async Task Two_nodes_with_the_same_first_use_agree()
    {
        for (var round = 0; round < 20; round++)
        {
            var store = new InMemoryApiKeyStore(new InMemoryUsageStore());
            await using var here = Foreign.NewHost(builder => builder.AddStore(_ => store));
            await using var there = Foreign.NewHost(builder => builder.AddStore(_ => store));
            var id = (await here.ImportGoodAsync(Foreign.ByHint(Foreign.Text()))).Single();
            var reasons = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => (i % 2 == 0 ? here : there).ReasonAsync(Foreign.Text()))));
            Assert.That(reasons, Is.All.Null);
            await here.Rehasher.Last;
            await there.Rehasher.Last;
            var key = (await store.FindByIdAsync(id, default))!;
            Assert.That((key.Version, key.Secrets.Single().ImportedFormat), Is.EqualTo((2L, (string?)null)));
        }
    }

    [TestCase(StoreFault.Down)]
    [TestCase(StoreFault.Hang)]
    public async Task FC_02_a_store_that_does_not_answer_is_no_unknown_key(StoreFault fault)
    {
        await using var host = Foreign.NewHost(builder => builder.ConfigureCache(cache => cache.StoreTimeout = TimeSpan.FromSeconds(1)));
        await host.ImportGoodAsync(Foreign.ByHint(Foreign.Text()));
        host.Format.TryParse(Foreign.Text(), out var parsed);
        await host.Live.FindByLookupIdAsync(host.Format.GetLookupId(parsed), default);
        host.Store.Fault = fault;
        var asking = host.ReasonAsync(Foreign.Text());
        for (var i = 0; i < 100 && !asking.IsCompleted; i++)
        {
            await Task.Delay(10);
            host.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.That(await asking, Is.EqualTo(ApiKeyFailureReason.StoreUnavailable));
        host.Store.Fault = StoreFault.None;
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(await host.ReasonAsync(Foreign.Text()), Is.Null);
    }

    [Test]
    public async Task FC_04_a_revocation_without_an_answer_holds_on_this_node_for_a_key_that_was_not_used_yet()
    {
        await using var host = Foreign.NewHost();
        var id = (await host.ImportGoodAsync(Foreign.ByHint(Foreign.Text()))).Single();
        host.Store.Fault = StoreFault.ThrowBeforeCommit;
        Assert.That(async () => await host.Manager.RevokeAsync(id, null, Foreign.Host, default), Throws.TypeOf<ApiKeyStoreUnavailableException>());
        host.Store.Fault = StoreFault.None;
        Assert.That(await host.ReasonAsync(Foreign.Text()), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
    }

    [Test]
    public async Task The_report_counts_what_was_not_used_by_format_and_tenant()
    {
        await using var host = Foreign.NewHost();
        var used = Foreign.Created.AddDays(3);
        await host.ImportGoodAsync(
            Foreign.ByHint(Foreign.Text(1)) with { TenantId = "A", LastUsedAt = used },
            Foreign.ByHint(Foreign.Text(2)) with { TenantId = "A", LastUsedAt = used.AddDays(-1) },
            Foreign.ByDigest(Foreign.Text(3)) with { TenantId = "A" },
            Foreign.ByDigest(Foreign.Text(4)) with { TenantId = "B" },
            Foreign.ByDigest(Foreign.Text(5)),
            Foreign.ByDigest(Foreign.Text(6)) with { RevokedAt = Foreign.Created });
        await host.IssueAsync();
        ImportedSecretCount[] all = [new("sha256", null, 1, null), new("aspnet_identity_v3", "A", 2, used), new("sha256", "A", 1, null), new("sha256", "B", 1, null)];
        Assert.That(await host.Importer.CountUnusedAsync(Foreign.Host, default), Is.EqualTo(all));
        Assert.That(await host.Importer.CountUnusedAsync(new ApiKeyActor("admA", "A", null), default), Is.EqualTo(all[1..3]));
        Assert.That(await host.Importer.CountUnusedAsync(ApiKeyActor.ForKey(Records.Of("k"), null), default), Is.EqualTo(all[..1]));
        await host.ReasonAsync(Foreign.Text(1));
        await host.Rehasher.Last;
        Assert.That(await host.Importer.CountUnusedAsync(new ApiKeyActor("admA", "A", null), default), Is.EqualTo(new[] { all[1] with { Count = 1, LastUsedAt = used.AddDays(-1) }, all[2] }));
    }

    [Test]
    public void AC_228_an_import_that_cannot_work_stops_the_start()
    {
        Assert.That(StartUp.Complaints(keys => keys.AddInMemoryStore().AddImport().AddImport()), Is.Empty);
        Assert.That(StartUp.Complaints(keys => keys.AddStore(_ => new LooseStore(null)).AddImport()), Has.One.Contains("IApiKeyImportStore"));
        Assert.That(StartUp.Complaints(keys => keys.AddInMemoryStore().AddImport(import => import.MaxIterations = 0)), Has.One.Contains("MaxIterations"));
        Assert.That(StartUp.Complaints(keys => keys.AddInMemoryStore().AddImport(import => import.MaxIterations = 2_000_001)), Has.One.Contains("MaxIterations"));
        foreach (var algorithm in new[] { "sha512", "pbkdf2-sha1" })
        {
            Assert.That(StartUp.Complaints(keys => keys.AddInMemoryStore().AddImport().ConfigureHashing(hashing => hashing.Algorithm = algorithm)), Has.One.Contains("no hasher has that name and writes"));
        }
    }

    private static ApiKeyImportRow ByBcrypt(BcryptApiKeyHasher hasher, string text) =>
        Foreign.Row(hasher.Hash(System.Text.Encoding.ASCII.GetBytes(text), ""), ApiKeyHashFormat.SelfDescribing) with { Prefix = "sk_live_", Last4 = text[^4..] };

    // The stored string is the text itself: what counts here is how often it is looked at.
    private sealed class CountingHasher : IApiKeyHasher
    {
        private int _verifications;

        public int Verifications => Volatile.Read(ref _verifications);

        public string Algorithm => "counting";

        public bool IsSlow => true;

        public bool IsReadOnly => true;

        public bool IsReadable(string storedHash) => true;

        public string Hash(ReadOnlySpan<byte> key, string keyId) => throw new NotSupportedException();

        public HashVerdict Verify(ReadOnlySpan<byte> key, string keyId, string storedHash)
        {
            Interlocked.Increment(ref _verifications);
            return storedHash == "$counting$" + System.Text.Encoding.ASCII.GetString(key) ? HashVerdict.MatchNeedsRehash : HashVerdict.Mismatch;
        }
    }
}
