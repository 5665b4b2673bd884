using System.Security.Cryptography;
using Azure.Data.Tables;
using Expenses.Core.Access;
using Expenses.Core.Identifiers;

namespace Expenses.Storage.Tests;

/// <summary>Answers kept for an idempotency key.</summary>
public sealed class KeyedRequestStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly IKeyedRequestStore _store = storage.Get<IKeyedRequestStore>();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(61_440)]
    [InlineData(61_441)]
    [InlineData(737_280)]
    public async Task TrySave_AnswerOfAnySize_IsReadBackByteForByte(int size)
    {
        var body = RandomNumberGenerator.GetBytes(size);
        var claim = (await _store.TrySaveAsync(Request($"size-{size}")))!;

        var saved = await _store.TrySaveAsync(Answered(claim, body));
        var found = (await _store.FindAsync(claim.Client, claim.Key))!;

        Assert.NotNull(saved);
        Assert.Equal(saved.ETag, found.ETag);
        Assert.Equal("hash", found.BodySha256);
        Assert.Equal(202, found.Answer!.StatusCode);
        Assert.Equal("/there", found.Answer.Headers["Location"]);
        Assert.Equal(body, found.Answer.Body.ToArray());
    }

    // An answer may show a secret, which is stored nowhere else in the clear.
    [Fact]
    public async Task TrySave_Answer_IsNotReadableInTheTable()
    {
        var claim = (await _store.TrySaveAsync(Request("secret")))!;
        await _store.TrySaveAsync(Answered(claim, "whsec_shown-once"u8.ToArray()));

        var rows = await storage.Get<TableServiceClient>().GetTableClient(storage.Get<StorageNames>().KeyedRequests)
            .QueryAsync<TableEntity>("PartitionKey eq 'client'").ToListAsync();
        Assert.All(rows.SelectMany(row => row.Select(one => one.Value)).OfType<byte[]>(), part => Assert.Equal(-1, part.AsSpan().IndexOf("whsec_"u8)));
    }

    [Fact]
    public async Task TrySave_AnswerTooLarge_IsNotKept()
    {
        var claim = (await _store.TrySaveAsync(Request("large")))!;

        Assert.Null(await _store.TrySaveAsync(Answered(claim, new byte[737_281])));
        await _store.ReleaseAsync(claim);
        Assert.Null(await _store.FindAsync(claim.Client, claim.Key));
    }

    [Fact]
    public async Task TrySave_TwoClaimsOfOneKey_OneWins()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _store.TrySaveAsync(Request("race"))));

        Assert.Single(claims, claim => claim is not null);
    }

    [Fact]
    public async Task Release_ClaimTakenOverMeanwhile_LeavesTheNewOne()
    {
        var first = (await _store.TrySaveAsync(Request("taken over")))!;
        var second = (await _store.TrySaveAsync(first with { Started = Make.Noon.AddMinutes(6) }))!;

        await _store.ReleaseAsync(first);

        Assert.Null(await _store.TrySaveAsync(Answered(first, [])));
        Assert.Equal(second.ETag, (await _store.FindAsync(first.Client, first.Key))!.ETag);
    }

    [Fact]
    public async Task Find_HostileKeys_NeverMeet()
    {
        var client = new ClientId("hostile");
        foreach (var key in Make.HostileIds)
        {
            Assert.NotNull(await _store.TrySaveAsync(Request(key) with { Client = client, Request = $"POST {key.Length}" }));
        }

        foreach (var key in Make.HostileIds)
        {
            Assert.Equal($"POST {key.Length}", (await _store.FindAsync(client, key))!.Request);
        }

        Assert.Null(await _store.FindAsync(new ClientId("other"), "a"));
    }

    [Fact]
    public async Task Forget_OnlyWhatIsOldEnough()
    {
        var time = Make.Noon.AddYears(-1);
        var old = (await _store.TrySaveAsync(Request("old") with { Started = time.AddTicks(-1) }))!;
        var young = (await _store.TrySaveAsync(Request("young") with { Started = time }))!;

        Assert.Equal(1, await _store.ForgetAsync(time));
        Assert.Null(await _store.FindAsync(old.Client, old.Key));
        Assert.NotNull(await _store.FindAsync(young.Client, young.Key));
    }

    private static KeyedRequest Request(string key) => new()
    {
        Client = new ClientId("client"), Key = key, Request = "POST /companies", Started = Make.Noon,
    };

    private static KeyedRequest Answered(KeyedRequest claim, byte[] body) => claim with
    {
        BodySha256 = "hash",
        Answer = new KeptAnswer(202, "application/json", new Dictionary<string, string> { ["Location"] = "/there" }, body),
    };
}
