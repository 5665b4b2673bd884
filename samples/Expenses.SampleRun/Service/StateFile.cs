using System.Text.Json;

namespace Expenses.SampleRun.Service;

/// <summary>Which company a run went into, so that the same command again finds it; one small JSON file.</summary>
internal sealed class StateFile(string path)
{
    private readonly Dictionary<Guid, RememberedCompany> _companies = Load(path);

    public RememberedCompany? Find(Guid runKey) => _companies.GetValueOrDefault(runKey);

    public void Remember(Guid runKey, RememberedCompany company)
    {
        _companies[runKey] = company;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        Directory.CreateDirectory(folder!);
        var fresh = path + ".new";
        File.WriteAllText(fresh, JsonSerializer.Serialize(_companies, ContractJson.Options));
        File.Move(fresh, path, overwrite: true);
    }

    private static Dictionary<Guid, RememberedCompany> Load(string path) =>
        File.Exists(path)
            ? JsonSerializer.Deserialize<Dictionary<Guid, RememberedCompany>>(File.ReadAllText(path), ContractJson.Options) ?? []
            : [];
}

/// <param name="CompanyId">Null until the service has answered.</param>
/// <param name="CreationKey">Idempotency key of the call that makes the company: asked again, it is the same company.</param>
internal sealed record RememberedCompany(string? CompanyId, Guid CreationKey);
