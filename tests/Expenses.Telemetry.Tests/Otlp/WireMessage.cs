using Google.Protobuf;

namespace Expenses.Telemetry.Tests.Otlp;

/// <summary>A protobuf message by its field numbers, as opentelemetry-proto 1.x numbers them.</summary>
internal sealed class WireMessage
{
    private readonly List<(int Field, ByteString Bytes)> _parts = [];
    private readonly List<(int Field, ulong Number)> _numbers = [];

    public static WireMessage Parse(ByteString bytes)
    {
        var message = new WireMessage();
        var input = bytes.CreateCodedInput();
        while (input.ReadTag() is var tag && tag != 0)
        {
            var field = WireFormat.GetTagFieldNumber(tag);
            switch (WireFormat.GetTagWireType(tag))
            {
                case WireFormat.WireType.LengthDelimited:
                    message._parts.Add((field, input.ReadBytes()));
                    break;
                case WireFormat.WireType.Varint:
                    message._numbers.Add((field, input.ReadUInt64()));
                    break;
                case WireFormat.WireType.Fixed64:
                    message._numbers.Add((field, input.ReadFixed64()));
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return message;
    }

    public IEnumerable<WireMessage> Many(int field) => _parts.Where(part => part.Field == field).Select(part => Parse(part.Bytes));

    public IEnumerable<WireMessage> Many(int field, params int[] path) =>
        path.Length == 0 ? Many(field) : Many(field).SelectMany(message => message.Many(path[0], path[1..]));

    public string Text(int field) => _parts.FirstOrDefault(part => part.Field == field).Bytes?.ToStringUtf8() ?? "";

    public string Hex(int field) => Convert.ToHexStringLower((_parts.FirstOrDefault(part => part.Field == field).Bytes ?? ByteString.Empty).Span);

    public ulong Number(int field) => _numbers.FirstOrDefault(number => number.Field == field).Number;

    public bool Has(int field) => _numbers.Exists(number => number.Field == field) || _parts.Exists(part => part.Field == field);

    public double Double(int field) => BitConverter.UInt64BitsToDouble(Number(field));

    /// <summary>The attributes in a field: KeyValue messages, values as text.</summary>
    public IReadOnlyDictionary<string, string> Attributes(int field)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Many(field))
        {
            attributes[pair.Text(1)] = pair.Many(2).Select(AnyValue).FirstOrDefault() ?? "";
        }

        return attributes;
    }

    public static string AnyValue(WireMessage value) =>
        value.Has(3) ? ((long)value.Number(3)).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : value.Has(2) ? (value.Number(2) == 1 ? "true" : "false")
        : value.Has(4) ? value.Double(4).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : value.Text(1);
}
