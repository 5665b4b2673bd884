using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>The types that a property may have.</summary>
internal static class ValueFormats
{
    private static readonly Dictionary<Type, object> Formats = new()
    {
        [typeof(string)] = new StringFormat(),
        [typeof(bool)] = new BooleanFormat(),
        [typeof(int)] = new Int32Format(),
        [typeof(long)] = new Int64Format(),
        [typeof(double)] = new DoubleFormat(),
        [typeof(Guid)] = new GuidFormat(),
        [typeof(DateTime)] = new DateTimeFormat(),
        [typeof(DateTimeOffset)] = new DateTimeOffsetFormat(),
        [typeof(byte[])] = new BytesFormat(),
        [typeof(BinaryData)] = new BinaryDataFormat(),
    };

    public static object Find(Type type) => Formats.GetValueOrDefault(type);

    private sealed class StringFormat : ValueFormat<string>
    {
        public override void Write(Utf8JsonWriter writer, string value) => writer.WriteStringValue(value);

        public override string Read(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String
            ? reader.GetString()
            : throw new InvalidOperationException($"A property of type string cannot hold a {reader.TokenType}.");
    }

    private sealed class BooleanFormat : ValueFormat<bool>
    {
        public override void Write(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);

        public override bool Read(ref Utf8JsonReader reader) => reader.GetBoolean();
    }

    private sealed class Int32Format : ValueFormat<int>
    {
        public override void Write(Utf8JsonWriter writer, int value) => writer.WriteNumberValue(value);

        public override int Read(ref Utf8JsonReader reader) => checked((int)Odata.ReadInt64(ref reader));
    }

    private sealed class Int64Format : ValueFormat<long>
    {
        public override string OdataType => Odata.Int64;

        public override void Write(Utf8JsonWriter writer, long value) => Odata.WriteInt64(writer, value);

        public override long Read(ref Utf8JsonReader reader) => Odata.ReadInt64(ref reader);
    }

    private sealed class DoubleFormat : ValueFormat<double>
    {
        public override string OdataType => Odata.Double;

        public override void Write(Utf8JsonWriter writer, double value) => Odata.WriteDouble(writer, value);

        public override double Read(ref Utf8JsonReader reader) => Odata.ReadDouble(ref reader);
    }

    private sealed class GuidFormat : ValueFormat<Guid>
    {
        public override string OdataType => Odata.Guid;

        public override void Write(Utf8JsonWriter writer, Guid value) => writer.WriteStringValue(value);

        public override Guid Read(ref Utf8JsonReader reader) => reader.GetGuid();
    }

    private sealed class DateTimeFormat : ValueFormat<DateTime>
    {
        public override string OdataType => Odata.DateTime;

        public override void Write(Utf8JsonWriter writer, DateTime value) => Odata.WriteTime(writer, value.ToUniversalTime());

        public override DateTime Read(ref Utf8JsonReader reader) => Odata.ReadTime(ref reader).UtcDateTime;
    }

    private sealed class DateTimeOffsetFormat : ValueFormat<DateTimeOffset>
    {
        public override string OdataType => Odata.DateTime;

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value) => Odata.WriteTime(writer, value.UtcDateTime);

        public override DateTimeOffset Read(ref Utf8JsonReader reader) => Odata.ReadTime(ref reader);
    }

    private sealed class BytesFormat : ValueFormat<byte[]>
    {
        public override string OdataType => Odata.Binary;

        public override void Write(Utf8JsonWriter writer, byte[] value) => writer.WriteBase64StringValue(value);

        public override byte[] Read(ref Utf8JsonReader reader) => reader.GetBytesFromBase64();
    }

    private sealed class BinaryDataFormat : ValueFormat<BinaryData>
    {
        public override string OdataType => Odata.Binary;

        public override void Write(Utf8JsonWriter writer, BinaryData value) => writer.WriteBase64StringValue(value.ToMemory().Span);

        public override BinaryData Read(ref Utf8JsonReader reader) => BinaryData.FromBytes(reader.GetBytesFromBase64());
    }
}
