using System.Text;
using Expenses.Core.Webhooks;

namespace Expenses.Core.Tests.Webhooks;

public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static readonly WebhookMessageId Id = new("msg_p5jXN8AQM9LWM0D4loKWxJek");
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    // The published vector (codat-contract §2.16).
    [Fact]
    public void Of_ThePublishedVector_GivesThePublishedSignature() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of(Id, Time, "{\"test\": 2432232314}"u8, [Secret]));

    [Fact]
    public void Of_TwoSecrets_GivesTwoSignaturesInTheirOrder()
    {
        var other = SigningSecret.Create();

        var signature = WebhookSignature.Of(Id, Time, "{}"u8, [other, Secret]).Split(' ');

        Assert.Equal([WebhookSignature.Of(Id, Time, "{}"u8, [other]), WebhookSignature.Of(Id, Time, "{}"u8, [Secret])], signature);
    }

    [Fact]
    public void Of_AnyChange_GivesAnotherSignature()
    {
        var signature = WebhookSignature.Of(Id, Time, "{}"u8, [Secret]);

        Assert.NotEqual(signature, WebhookSignature.Of(new WebhookMessageId("msg_other"), Time, "{}"u8, [Secret]));
        Assert.NotEqual(signature, WebhookSignature.Of(Id, Time.AddSeconds(1), "{}"u8, [Secret]));
        Assert.NotEqual(signature, WebhookSignature.Of(Id, Time, "{ }"u8, [Secret]));
    }

    [Fact]
    public void Create_TwoSecrets_DifferAndHoldAsManyBytesAsTheStandardAsks()
    {
        Assert.NotEqual(SigningSecret.Create(), SigningSecret.Create());
        Assert.InRange(SigningSecret.KeyOf(SigningSecret.Create()).Length, 24, 64);
        Assert.Throws<FormatException>(() => SigningSecret.KeyOf(Convert.ToBase64String(Encoding.UTF8.GetBytes("no prefix"))));
    }
}
