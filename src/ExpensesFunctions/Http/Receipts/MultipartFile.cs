using Expenses.Core.Errors;
using ExpensesFunctions.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ExpensesFunctions.Http.Receipts;

/// <summary>
/// Finds the file in a multipart body, however the published SDKs write it (codat-contract T8): the first part with a
/// file name, streamed; else the part without any name, called as part `requestBody` says; else a part whose own name
/// looks like a file's. JSON parts are left aside. A request is one file: a second one would be lost in silence, and is refused.
/// </summary>
internal static class MultipartFile
{
    private const int LongestBoundary = 200;
    private const string NamePart = "requestBody";
    private const string Guessed = "299 - \"No part of the upload has a file name; the file was guessed. A newer version of the SDK names it.\"";

    /// <summary>Whether a request's body is multipart.</summary>
    public static bool Is(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the body up to the file. A file that no part names is guessed, and the answer says so (codat-contract §8 row 2).</summary>
    /// <exception cref="ContractException">400: malformed, or there is no file in it.</exception>
    public static async Task<UploadedFile> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(BoundaryOf(request), request.Body);
        var candidates = new Candidates();
        try
        {
            for (var parts = 0; await NextAsync(reader, cancellationToken) is { } part; parts++)
            {
                if (parts == RequestLimits.MultipartParts)
                {
                    throw Refusals.Invalid("body", $"The body has more than {RequestLimits.MultipartParts} parts.", "Multipart");
                }

                if (FileNameOf(part) is { Length: > 0 } fileName)
                {
                    await candidates.DisposeAsync();
                    return new UploadedFile(FileName.Require(fileName), new IncomingStream(part.Body, token => RefuseAnotherAsync(reader, token)));
                }

                await TakeAsync(part, candidates, cancellationToken);
            }

            var guessed = await candidates.ChooseAsync(cancellationToken);
            request.HttpContext.Response.Headers.Warning = Guessed;
            return guessed;
        }
        catch
        {
            await candidates.DisposeAsync();
            throw;
        }
    }

    private static async Task RefuseAnotherAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        while (await NextAsync(reader, cancellationToken) is { } part)
        {
            if (!string.IsNullOrEmpty(FileNameOf(part)))
            {
                throw Refusals.Invalid("file", "The body has more than one file; send a request for each. None was attached.", "OneFile");
            }
        }
    }

    private static async Task TakeAsync(MultipartSection part, Candidates candidates, CancellationToken cancellationToken)
    {
        var name = HeaderUtilities.RemoveQuotes(DispositionOf(part)?.Name ?? default).Value ?? "";
        if (JsonContentType.IsJson(part.ContentType ?? ""))
        {
            return;
        }

        if (name.Equals(NamePart, StringComparison.OrdinalIgnoreCase))
        {
            candidates.NamelessFileName = await ReadNameAsync(part.Body, cancellationToken);
        }
        else if (name.Length == 0)
        {
            await candidates.KeepNamelessAsync(part.Body, cancellationToken);
        }
        else if (FileName.Resembles(name))
        {
            await candidates.KeepNamedAsync(name, part.Body, cancellationToken);
        }
    }

    private static ContentDispositionHeaderValue? DispositionOf(MultipartSection part) =>
        ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var parsed) ? parsed : null;

    // `filename*` wins: some senders write an encoded word into `filename` beside it.
    private static string? FileNameOf(MultipartSection part) => DispositionOf(part) is not { } disposition ? null
        : disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value
        : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;

    private static async Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw IncomingStream.Malformed();
        }
    }

    private static async Task<string> ReadNameAsync(Stream part, CancellationToken cancellationToken)
    {
        var buffer = new byte[(RequestLimits.FileName * 4) + 1];
        var length = await new IncomingStream(part).ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static string BoundaryOf(HttpRequest request)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value;
        return boundary is { Length: > 0 and <= LongestBoundary }
            ? boundary
            : throw Refusals.Invalid("Content-Type", "A multipart body needs a boundary.", "Multipart");
    }

    private sealed class Candidates : IAsyncDisposable
    {
        private Stream? _nameless;
        private Stream? _named;
        private string? _name;

        public string? NamelessFileName { get; set; }

        public async Task KeepNamelessAsync(Stream part, CancellationToken cancellationToken) =>
            _nameless ??= await SpooledPart.ReadAsync(part, cancellationToken);

        public async Task KeepNamedAsync(string name, Stream part, CancellationToken cancellationToken)
        {
            if (_named is null)
            {
                _name = name;
                _named = await SpooledPart.ReadAsync(part, cancellationToken);
            }
        }

        public async Task<UploadedFile> ChooseAsync(CancellationToken cancellationToken)
        {
            if (_nameless is null && _named is null)
            {
                throw Refusals.Invalid("file", "The body has no part with a file.", "Required");
            }

            if (_nameless is null)
            {
                return new UploadedFile(FileName.Require(_name), _named!);
            }

            var fileName = FileName.Require(NamelessFileName);
            var content = await DecimalBytes.DecodeAsync(_nameless, cancellationToken);
            if (_named is not null)
            {
                await _named.DisposeAsync();
            }

            return new UploadedFile(fileName, content);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var stream in (Stream?[])[_nameless, _named])
            {
                if (stream is not null)
                {
                    await stream.DisposeAsync();
                }
            }
        }
    }
}
