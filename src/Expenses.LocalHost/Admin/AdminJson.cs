using System.Text.Json.Serialization;

namespace Expenses.LocalHost.Admin;

/// <summary>The two records that LocalHost writes for its own command line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AdminDoor))]
[JsonSerializable(typeof(InstanceChange))]
internal sealed partial class AdminJson : JsonSerializerContext;
