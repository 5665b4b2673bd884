using Xunit.Abstractions;

namespace Expenses.Pages.Tests;

/// <summary>
/// The pages in a real browser. In each journey the console stays without errors, nothing is asked of other hosts, and no page
/// has an accessibility violation that a published judge knows.
/// </summary>
public sealed class PageJourneyTests(JourneyRun run, ITestOutputHelper output) : IClassFixture<JourneyRun>
{
    [Fact]
    public void Customer_consents_and_the_first_read_runs() => Check("consent");

    [Fact]
    public void Customer_cancels_and_the_connection_waits_on() => Check("cancel");

    [Fact]
    public void Used_and_wrong_links_show_401() => Check("ended links");

    [Fact]
    public void Customer_consents_without_scripts() => Check("consent without scripts");

    [Fact]
    public void Customer_is_led_back_to_the_product_which_does_not_learn_the_password() => Check("back to the product");

    [Fact]
    public void Customer_disconnects_and_reconnects_its_own_connection() => Check("manage");

    [Fact]
    public void Engineer_makes_copies_and_withdraws_an_api_key() => Check("api keys");

    [Fact]
    public void Engineer_makes_and_deletes_a_webhook_consumer() => Check("consumers");

    [Fact]
    public void Engineer_makes_and_deletes_legacy_rules() => Check("rules");

    [Fact]
    public void Wrong_key_opens_nothing_and_is_not_kept() => Check("wrong key");

    [Fact]
    public void Every_page_speaks_french() => Check("french");

    [Fact]
    public void Every_page_is_accessible_in_light_and_dark() => Check("accessibility");

    [Fact]
    public void Every_journey_of_the_script_is_a_test() => Assert.True(run.Names is null or { Count: 12 }, string.Join(", ", run.Names ?? []));

    private void Check(string name)
    {
        if (run.Of(name) is not { } journey)
        {
            output.WriteLine("SKIPPED: there is no Chromium on this machine. eng/browser.sh install gets Debian's, or EXPENSES_BROWSER names one.");
            return;
        }

        output.WriteLine($"{journey.Milliseconds} ms");
        Assert.True(journey.Error is null, journey.Error);
    }
}
