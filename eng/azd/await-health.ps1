# Hook after a deployment: waits until the app answers at /health, and says where it is. Changes nothing.
[CmdletBinding()]
param()
$ErrorActionPreference = 'Stop'

# azd prints a message instead of a value when there is none, so only what looks like an address counts.
$address = if ($env:SERVICE_API_URI) { $env:SERVICE_API_URI } else { "$(azd env get-value SERVICE_API_URI 2>$null)".Trim() }
if ($address -notmatch '^https?://') { throw 'await-health: the environment has no SERVICE_API_URI; it is there after: azd provision' }

for ($tries = 1; $tries -le 60; $tries++) {
  try {
    Invoke-WebRequest -Uri "$address/health" -TimeoutSec 10 | Out-Null
    Write-Host "Healthy: $address"
    exit 0
  }
  catch {
    if ($tries -lt 60) { Start-Sleep -Seconds 10 }
  }
}
throw "await-health: $address/health does not answer with 200 after ten minutes; see docs/deploy.md, `"It does not start`"."
