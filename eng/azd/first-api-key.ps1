# Hook before provisioning, and by hand with -Rotate. Makes an API key, shows it this once, and keeps its SHA-256 in azd's
# environment, from where it reaches the vault. Runs again without doing anything.
#   -Rotate   makes another key; both are good until -Retire
#   -Retire   leaves only the newest key
[CmdletBinding()]
param([switch] $Rotate, [switch] $Retire)
$ErrorActionPreference = 'Stop'

if (-not (Get-Command azd -ErrorAction SilentlyContinue)) { throw 'first-api-key: azd is not on the PATH; https://aka.ms/azd-install' }
if ($Rotate -and $Retire) { throw 'first-api-key: one flag at a time' }

# azd prints a message instead of a value when there is none, so only what has the right form counts.
function Get-AzdValue([string] $Name, [string] $Form) {
  $value = "$(azd env get-value $Name 2>$null)".Trim()
  if ($value -match $Form) { $value } else { '' }
}

function Set-AzdValue([string] $Name, [string] $Value) {
  azd env set $Name $Value
  if ($LASTEXITCODE -ne 0) { throw "first-api-key: azd could not keep $Name" }
}

# A budget keeps the month it began in.
if (-not (Get-AzdValue 'BUDGET_START_DATE' '^20\d\d-\d\d-01$')) {
  Set-AzdValue 'BUDGET_START_DATE' ([DateTime]::UtcNow.ToString('yyyy-MM-01', [Globalization.CultureInfo]::InvariantCulture))
}

$hashes = Get-AzdValue 'API_KEY_HASH' '^[0-9a-f]{64}(,[0-9a-f]{64})*$'
if ($Retire) {
  if (-not $hashes) { throw 'first-api-key: there is no key yet' }
  Set-AzdValue 'API_KEY_HASH' $hashes.Split(',')[0]
  Write-Host 'Only the newest key is left. It is so in Azure after: azd provision'
  exit 0
}
if ($hashes -and -not $Rotate) {
  Write-Host 'The API key of this environment was made before; only its hash is kept. Another one: eng/azd/first-api-key.ps1 -Rotate'
  exit 0
}

$bytes = [Security.Cryptography.RandomNumberGenerator]::GetBytes(20)
$key = [Convert]::ToHexString($bytes).ToLowerInvariant()
$hash = [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($key))).ToLowerInvariant()
if ($hashes) { $hash = "$hash,$hashes" }
Set-AzdValue 'API_KEY_HASH' $hash

Write-Host ''
Write-Host "  API key: $key"
Write-Host ''
Write-Host 'It is shown this once. Keep it now; it is good after: azd provision'
