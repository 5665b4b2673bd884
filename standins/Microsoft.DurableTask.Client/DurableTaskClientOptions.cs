using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Client;

public class DurableTaskClientOptions
{
    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;

    public bool EnableEntitySupport { get; set; }

    public string DefaultVersion { get; set; } = string.Empty;
}
