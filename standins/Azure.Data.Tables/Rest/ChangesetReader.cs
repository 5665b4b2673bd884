using System.Globalization;
using System.Text;

namespace Azure.Data.Tables.Rest;

/// <summary>Takes the answers out of the body of an entity-group transaction.</summary>
internal static class ChangesetReader
{
    /// <summary>One answer per action, or a single one when an action failed.</summary>
    public static List<PartResponse> Read(ReadOnlySpan<byte> body)
    {
        var answers = new List<PartResponse>();
        var delimiter = InnerDelimiter(body);
        var next = body.IndexOf(delimiter);
        while (next >= 0)
        {
            body = body[(next + delimiter.Length)..];
            next = body.IndexOf(delimiter);
            var part = next >= 0 ? body[..next] : body;
            var status = part.IndexOf("HTTP/1.1 "u8);
            if (status >= 0)
            {
                answers.Add(ReadPart(part[status..]));
            }
        }

        return answers;
    }

    private static ReadOnlySpan<byte> InnerDelimiter(ReadOnlySpan<byte> body)
    {
        var start = body.IndexOf("boundary="u8);
        if (start < 0)
        {
            throw new FormatException("The answer to a transaction holds no changeset.");
        }

        var boundary = body[(start + "boundary="u8.Length)..];
        boundary = boundary[..boundary.IndexOfAny((byte)'\r', (byte)'\n')].Trim("\" "u8);
        return (byte[])[.. "--"u8, .. boundary];
    }

    private static PartResponse ReadPart(ReadOnlySpan<byte> part)
    {
        var statusLine = Encoding.UTF8.GetString(TakeLine(ref part));
        var words = statusLine.Split(' ', 3);
        var response = new PartResponse(int.Parse(words[1], CultureInfo.InvariantCulture), words.Length > 2 ? words[2] : "");
        for (var line = TakeLine(ref part); line.Length > 0; line = TakeLine(ref part))
        {
            var colon = line.IndexOf((byte)':');
            if (colon > 0)
            {
                response.AddHeader(Encoding.UTF8.GetString(line[..colon]), Encoding.UTF8.GetString(line[(colon + 1)..]).Trim());
            }
        }

        response.SetBody(part.Trim("\r\n"u8));
        return response;
    }

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        var line = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[(end + 1)..];
        return line.TrimEnd((byte)'\r');
    }
}
