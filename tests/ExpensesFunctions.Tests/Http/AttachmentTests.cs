using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ExpensesFunctions.Tests.Fakes;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Every way the published SDKs and the docs send a file (codat-contract T8), under both addresses (T10).</summary>
public sealed class AttachmentTests(HttpApp app) : IClassFixture<HttpApp>
{
    private const string Pdf = "%PDF-1.7 hello";
    private const string JsonPart = "--b\r\nContent-Disposition: form-data; name=\"meta.json\"\r\nContent-Type: application/json\r\n\r\n{\"a\":1}\r\n";

    public static TheoryData<string, string, string> Forms => new()
    {
        // TypeScript 6 and later, Go, Python, Java.
        { Part("name=\"file\"; filename=\"r.pdf\"", Pdf, "application/pdf"), "b", "r.pdf" },
        // TypeScript 4 and 5, C# 5 to 7.0.
        { Part("name=\"fileName\"; filename=\"r.pdf\"", Pdf), "b", "r.pdf" },
        // C# 7.1: quoted boundary, unquoted name, an encoded word beside filename*.
        { Part("name=file; filename=\"=?utf-8?B?csOpw6d1LnR4dA==?=\"; filename*=utf-8''r%C3%A9%C3%A7u.txt", Pdf), "\"b\"", "r\u00e9\u00e7u.txt" },
        // A plain name for old readers beside filename*, which wins.
        { Part("name=file; filename=plain.txt; filename*=utf-8''r%C3%A9%C3%A7u.txt", Pdf), "b", "r\u00e9\u00e7u.txt" },
        // The documentation's raw example: a JSON part first.
        { JsonPart + Part("name=\"yourFileData\"; filename=\"r.pdf\"", Pdf), "b", "r.pdf" },
        // npm 3.1.0 with a Uint8Array: decimal numbers in a nameless part.
        { Nameless(string.Join(',', Encoding.UTF8.GetBytes(Pdf))), "b", "r.pdf" },
        // npm 3.1.0 with a Buffer: the bytes as text.
        { Nameless(Pdf), "b", "r.pdf" },
        // The same with its parts in the other order.
        { Part("name=\"requestBody\"", "r.pdf") + Part("name=\"\"", Pdf), "b", "r.pdf" },
        // Postman: the file's name is the part's.
        { JsonPart + Part("name=\"r.pdf\"", Pdf), "b", "r.pdf" },
        // A path in front of the name.
        { Part("name=\"file\"; filename=\"C:\\\\fakepath\\\\r.pdf\"", Pdf), "b", "r.pdf" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Multipart_file_arrives_byte_for_byte_under_its_name(string form, string boundary, string fileName)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(form + "--b--\r\n"));
        content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");

        await AssertAttachedAsync(content, Address("sync/expenses/syncs"), fileName);
    }

    [Fact]
    public async Task A_guessed_file_is_answered_with_a_warning_and_a_named_one_without()
    {
        async Task<bool> WarnsAsync(string form)
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(form + "--b--\r\n"));
            content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
            using var answer = await app.Client.PostAsync(Address("sync/expenses/syncs"), content);
            Assert.True(answer.IsSuccessStatusCode);
            return answer.Headers.Warning.Count > 0;
        }

        Assert.True(await WarnsAsync(Nameless(Pdf)));
        Assert.False(await WarnsAsync(Part("name=\"file\"; filename=\"r.pdf\"", Pdf)));
    }

    [Theory]
    [InlineData("sync/expenses/syncs")]
    [InlineData("syncs")]
    public async Task Raw_file_is_taken_under_both_addresses(string form)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Pdf));

        await AssertAttachedAsync(content, $"{Address(form)}?fileName=r.pdf", "r.pdf");
    }

    [Fact]
    public async Task Raw_file_may_be_named_in_content_disposition()
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Pdf));
        content.Headers.TryAddWithoutValidation("Content-Disposition", "attachment; filename=\"r.pdf\"");

        await AssertAttachedAsync(content, Address("sync/expenses/syncs"), "r.pdf");
    }

    [Fact]
    public async Task Name_in_another_charset_keeps_what_can_be_read()
    {
        var bytes = Encoding.Latin1.GetBytes(Part("name=\"file\"; filename=\"re\u00e7u.pdf\"", Pdf) + "--b--\r\n");
        using var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");

        await AssertAttachedAsync(content, Address("sync/expenses/syncs"), "re_u.pdf");
    }

    [Fact]
    public async Task File_of_exactly_the_platforms_limit_is_taken()
    {
        var bytes = new byte[SmallLedger.MaxAttachmentBytes];
        using var content = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "r.pdf" } };

        using var response = await app.Client.PostAsync(Address("sync/expenses/syncs"), content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(bytes.Length, app.Service.Attached.Last().SizeBytes);
    }

    private static string Part(string disposition, string content, string? type = null) =>
        $"--b\r\nContent-Disposition: form-data; {disposition}\r\n{(type is null ? "" : $"Content-Type: {type}\r\n")}\r\n{content}\r\n";

    private static string Nameless(string content) => Part("name=\"\"", content) + Part("name=\"requestBody\"", "r.pdf");

    private string Address(string form) => app.Address($"{form}/{app.Sync}/transactions/{HttpApp.CompletedTransaction}/attachments");

    private async Task AssertAttachedAsync(HttpContent content, string address, string fileName)
    {
        using var response = await app.Client.PostAsync(address, content);

        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        var body = JsonDocument.Parse(text).RootElement;
        var receipt = app.Service.Attached.Last();
        Assert.Equal(fileName, receipt.FileName);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Pdf))), receipt.Sha256);
        Assert.Equal(app.Company, body.GetProperty("companyId").GetString());
        Assert.Equal(HttpApp.CompletedTransaction, body.GetProperty("transactionId").GetString());
        Assert.Equal($"attachment-{receipt.Sha256[..8]}", body.GetProperty("id").GetString());
    }
}
