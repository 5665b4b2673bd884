# Hook after a deployment: waits until the app answers at /health, and says where it is. Changes nothing.
$ErrorActionPreference = 'Stop'
$address = if ($env:SERVICE_API_URI) { $env:SERVICE_API_URI } else { azd env get-value SERVICE_API_URI }
for ($tries = 0; $tries -lt 60; $tries++) {
  try {
    Invoke-WebRequest -Uri "$address/health" -TimeoutSec 10 | Out-Null
    Write-Host "Healthy: $address"
    exit 0
  }
  catch { Start-Sleep -Seconds 10 }
}
Write-Error "$address/health does not answer with 200 after ten minutes; see docs/deploy.md, `"It does not start`"."
exit 1
