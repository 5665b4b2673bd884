using System.Text;

namespace Azure.Data.Tables.Serialization;

/// <summary>Property names already seen on this page, so that a thousand rows share them.</summary>
internal sealed class NameTable
{
    private readonly List<(byte[] Utf8, string Text)> _seen = [];
    private int _next;

    public string Get(ReadOnlySpan<byte> utf8)
    {
        for (var step = 0; step < _seen.Count; step++)
        {
            var index = (_next + step) % _seen.Count;
            if (utf8.SequenceEqual(_seen[index].Utf8))
            {
                _next = index + 1;
                return _seen[index].Text;
            }
        }

        var text = Encoding.UTF8.GetString(utf8);
        _seen.Add((utf8.ToArray(), text));
        return text;
    }
}
