using Expenses.Core.Companies;

namespace Expenses.Core.Tests.Companies;

public sealed class CompanyNameTests
{
    [Theory]
    // The contract's example (codat-contract B011).
    [InlineData("Company (Codat[1])", "Company Codat1")]
    [InlineData("Ben & Jerry's, Inc. - @home?!", "Ben & Jerry's, Inc. - @home?!")]
    [InlineData("  <script>alert(1)</script>  ", "scriptalert1script")]
    [InlineData("Müller\r\nGmbH", "MllerGmbH")]
    [InlineData("[](){}", "")]
    [InlineData("", "")]
    public void Clean_StripsWhatTheContractDoesNotAllow(string name, string cleaned) =>
        Assert.Equal(cleaned, CompanyName.Clean(name));
}
