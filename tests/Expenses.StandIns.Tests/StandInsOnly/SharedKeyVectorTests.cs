using Azure.Data.Tables;
using Azure.Data.Tables.Rest;

namespace Expenses.StandIns.Tests.StandInsOnly;

/// <summary>Signatures worked out beforehand with another implementation of HMAC-SHA256.</summary>
public sealed class SharedKeyVectorTests
{
    private const string Date = "Sun, 01 Mar 2026 12:30:15 GMT";

    [Theory]
    [InlineData("acct", "https://acct.table.core.windows.net/Expenses(PartitionKey='p%27%27q',RowKey='r')?$select=A", "CtKwORuKrDj11SvXqG9kyFA/9TE2B2fftkR3LW7mKCk=")]
    [InlineData("devstoreaccount1", "http://127.0.0.1:10002/devstoreaccount1/Tables", "/Mz0XQYH9yZ5MhAI+0kcj7t9wdz0i/68Juk4+tPSLNo=")]
    [InlineData("acct", "https://acct.table.core.windows.net/?restype=service&comp=properties", "jm4P94aD7pgEZr7guyw4FCD2ik88HU/+I/90NofhHDs=")]
    public void Signature_KnownRequest_IsTheKnownVector(string account, string uri, string expected)
    {
        var credential = new TableSharedKeyCredential(account, Convert.ToBase64String("not a secret, only a test vector"u8));

        Assert.Equal(expected, credential.ComputeHmacSha256(SharedKeyPolicy.StringToSign(Date, account, new Uri(uri))));
    }
}
