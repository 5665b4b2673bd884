using System.Text;

namespace Azure.Data.Tables.Serialization;

/// <summary>Annotations that change how a value is read; compared as bytes, so no text is made of them.</summary>
internal static class KnownTypes
{
    public static readonly (byte[] Utf8, string Text)[] All =
        [.. new[] { Odata.Int64, Odata.DateTime, Odata.Guid, Odata.Binary, Odata.Double }.Select(text => (Encoding.UTF8.GetBytes(text), text))];
}
