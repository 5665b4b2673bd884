using Expenses.Core.Errors;
using Expenses.Core.Queries;

namespace Expenses.Core.Tests.Queries;

/// <summary>The query language of codat-contract §2.12, over a handful of records.</summary>
public sealed class QuerySchemaTests
{
    private static readonly QuerySchema<Row> Schema = new QuerySchema<Row>("Supplier")
        .Text("id", row => row.Id)
        .Text("supplierName", row => row.Name)
        .Number("balance", row => row.Balance)
        .Instant("modifiedDate", row => row.Modified)
        .Flag("metadata.isDeleted", row => row.IsDeleted)
        .Texts("dataConnections.status", row => row.Statuses);

    private static readonly Row[] Rows =
    [
        new("a", "Harbour & Pine", 10m, Day(1), IsDeleted: false, ["Linked", "Unlinked"]),
        new("b", "harbour retail", -2.5m, Day(2), IsDeleted: true, []),
        new("c", null, null, null, IsDeleted: null, ["PendingAuth"]),
    ];

    [Theory]
    [InlineData("id=a", "a")]
    [InlineData("ID = A", "a")]
    [InlineData("id!=a", "bc")]
    [InlineData("supplierName~HARBOUR", "ab")]
    [InlineData("supplierName=Harbour & Pine", "a")]
    [InlineData("supplierName = Harbour & Pine && balance > 0", "a")]
    [InlineData("balance>-2.5", "a")]
    [InlineData("balance>=-2.5", "ab")]
    [InlineData("balance<0", "b")]
    [InlineData("balance<=10", "ab")]
    [InlineData("balance!=10", "bc")]
    [InlineData("modifiedDate>2024-05-01", "b")]
    [InlineData("modifiedDate>=2024-05-01T00:00:00Z", "ab")]
    [InlineData("modifiedDate<2024-05-02T02:00:00.5+02:00", "ab")]
    [InlineData("modifiedDate<2024-05-02T02:00:00 02:00", "a")]
    [InlineData("metadata.isDeleted=false", "a")]
    [InlineData("metadata.isDeleted!=TRUE", "ac")]
    [InlineData("dataConnections.status=linked", "a")]
    [InlineData("dataConnections.status!=linked", "bc")]
    [InlineData("id=a||id=b&&balance>0", "a")]
    [InlineData("{id=a||id=b}&&balance<0", "b")]
    [InlineData(" { { id = a } || { id = c } } ", "ac")]
    [InlineData("metadata.isDeleted=false && supplierName=Harbour & Pine", "a")]
    [InlineData("", "abc")]
    [InlineData("  ", "abc")]
    [InlineData(null, "abc")]
    public void A_query_finds_its_records(string? query, string expected) =>
        Assert.Equal(expected, string.Concat(Rows.Where(Schema.Filter(query)).Select(row => row.Id)));

    [Theory]
    [InlineData("id")]
    [InlineData("id=")]
    [InlineData("=a")]
    [InlineData("id=a&&")]
    [InlineData("&&id=a")]
    [InlineData("id=a && || id=b")]
    [InlineData("{id=a")]
    [InlineData("{}")]
    [InlineData("{id=a}}")]
    [InlineData("id>a")]
    [InlineData("id!a")]
    [InlineData("balance~1")]
    [InlineData("balance=ten")]
    [InlineData("balance=1e5")]
    [InlineData("modifiedDate>yesterday")]
    [InlineData("metadata.isDeleted>true")]
    [InlineData("metadata.isDeleted=1")]
    public void A_malformed_query_is_refused_in_the_contracts_words(string query)
    {
        var refusal = Assert.Throws<ContractException>(() => Schema.Filter(query));

        Assert.Equal((400, "Error parsing query - Malformed query."), (refusal.StatusCode, refusal.Message));
    }

    [Fact]
    public void An_unknown_property_is_named()
    {
        var refusal = Assert.Throws<ContractException>(() => Schema.Filter("id=a&&colour=red"));

        Assert.Equal((400, "Error parsing query - Could not resolve property colour on Supplier"), (refusal.StatusCode, refusal.Message));
    }

    [Fact]
    public void A_query_of_2047_characters_is_read_and_one_more_is_not()
    {
        var longest = "id=" + new string('a', 2044);

        Assert.False(Schema.Filter(longest)(Rows[0]));
        Assert.Throws<ContractException>(() => Schema.Filter(longest + "a"));
    }

    [Fact]
    public void Groups_nest_32_deep()
    {
        static string Nested(int depth) => new string('{', depth) + "id=a" + new string('}', depth);

        Assert.True(Schema.Filter(Nested(32))(Rows[0]));
        Assert.Throws<ContractException>(() => Schema.Filter(Nested(33)));
    }

    [Theory]
    [InlineData(null, "abc")]
    [InlineData("id", "abc")]
    [InlineData("-id", "cba")]
    [InlineData("balance", "cba")]
    [InlineData("-balance", "abc")]
    [InlineData("-modifiedDate", "bac")]
    public void Records_are_ordered(string? orderBy, string expected) =>
        Assert.Equal(expected, string.Concat(Schema.Order(Rows, orderBy).Select(row => row.Id)));

    [Fact]
    public void An_unknown_order_is_refused()
    {
        var refusal = Assert.Throws<ContractException>(() => Schema.Order(Rows, "-colour"));

        Assert.Equal("Error parsing orderBy - Could not resolve property colour on Supplier", refusal.Message);
    }

    [Fact]
    public void Keys_of_the_callers_own_count_with_their_case()
    {
        var tags = new QuerySchema<Dictionary<string, string>>("Tags").AnyKey((row, key) => row.GetValueOrDefault(key));
        var row = new Dictionary<string, string> { ["region"] = "uk", ["team"] = "invoice-finance" };

        Assert.True(tags.Filter("region = UK && team~finance")(row));
        Assert.False(tags.Filter("Region = uk")(row));
        Assert.True(tags.Filter("other != uk")(row));
    }

    private static DateTimeOffset Day(int day) => new(2024, 5, day, 0, 0, 0, TimeSpan.Zero);

    private sealed record Row(
        string Id, string? Name, decimal? Balance, DateTimeOffset? Modified, bool? IsDeleted, IReadOnlyList<string> Statuses);
}
