namespace Azure.Data.Tables.Rest;

/// <summary>The answer "no such entity" of GetEntityIfExists.</summary>
internal sealed class MissingEntity<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The entity does not exist: ask HasValue first.");

    public override Response GetRawResponse() => response;
}
