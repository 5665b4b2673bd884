using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Binds a parameter to the request body.</summary>
public class FromBodyAttribute : InputConverterAttribute
{
    // Conversion is the host's; the base class wants the name of a converter type all the same.
    public FromBodyAttribute()
        : base(typeof(FromBodyAttribute))
    {
    }
}
