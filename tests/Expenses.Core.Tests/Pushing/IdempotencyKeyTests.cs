using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;

namespace Expenses.Core.Tests.Pushing;

public sealed class IdempotencyKeyTests
{
    private static readonly CompanyKey Company = new(new ClientId("client"), new CompanyId("company"));
    private static readonly TransactionId Transaction = new("0b1f6b2e-7d1c-4f57-9a54-0d1f5f0c7a11");

    // Ledgers hold this value as our reference: it may never change. Worked out apart from this code.
    [Fact]
    public void KeyOf_IsTheKeyItAlwaysWas() =>
        Assert.Equal("5334b3c56b66d61e6b26f140ea577cf9", PushIntent.KeyOf(Company, Transaction, PushOperationKind.Create, 1));

    [Fact]
    public void KeyOf_DiffersByEachOfItsParts()
    {
        var keys = new[]
        {
            PushIntent.KeyOf(Company, Transaction, PushOperationKind.Create, 1),
            PushIntent.KeyOf(Company, Transaction, PushOperationKind.Create, 2),
            PushIntent.KeyOf(Company, Transaction, PushOperationKind.Update, 1),
            PushIntent.KeyOf(Company, new TransactionId("other"), PushOperationKind.Create, 1),
            PushIntent.KeyOf(Company with { Company = new CompanyId("other") }, Transaction, PushOperationKind.Create, 1),
            PushIntent.KeyOf(Company with { Client = new ClientId("other") }, Transaction, PushOperationKind.Create, 1),
        };

        Assert.Distinct(keys);
    }

    [Fact]
    public void AttachmentKey_DiffersByFileAndTransaction()
    {
        var intent = new AttachmentIntent { Company = Company, TransactionId = Transaction, Sha256 = "aa" };

        Assert.Distinct(
        [
            intent.IdempotencyKey(),
            (intent with { Sha256 = "bb" }).IdempotencyKey(),
            (intent with { TransactionId = new TransactionId("other") }).IdempotencyKey(),
        ]);
    }
}
