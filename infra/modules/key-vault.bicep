@maxLength(24)
param name string
param location string
param tags object
param publicAccess bool
param purgeProtection bool
@description('Whether there is a first API key; kept apart from its hash, so that nothing that is told is made of the hash.')
param hasApiKey bool
@secure()
param apiKeyHash string
param apiKeySecretName string
@description('Whether there is a password of a mail server; kept apart from it for the same reason.')
param hasSmtpPassword bool
@secure()
param smtpPassword string
param workspaceId string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    // The service accepts true or nothing.
    enablePurgeProtection: purgeProtection ? true : null
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: publicAccess ? 'Allow' : 'Deny'
    }
  }
}

// Wraps the keys that Data Protection encrypts OAuth tokens and webhook secrets with.
resource dataProtectionKey 'Microsoft.KeyVault/vaults/keys@2023-07-01' = {
  parent: vault
  name: 'data-protection'
  properties: {
    kty: 'RSA'
    keySize: 3072
    keyOps: ['wrapKey', 'unwrapKey']
  }
}

resource apiKey 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (hasApiKey) {
  parent: vault
  name: apiKeySecretName
  properties: {
    value: apiKeyHash
    contentType: 'SHA-256 of an API key, hexadecimal'
  }
}

resource mailPassword 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (hasSmtpPassword) {
  parent: vault
  name: 'smtp-password'
  properties: {
    value: smtpPassword
    contentType: 'Password of the mail server'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = vault.id
output name string = vault.name
// Built, not read: with a version the setting would not follow a rotation.
output dataProtectionKeyUri string = '${vault.properties.vaultUri}keys/${dataProtectionKey.name}'
output apiKeySecretUri string = hasApiKey ? '${vault.properties.vaultUri}secrets/${apiKeySecretName}' : ''
output smtpPasswordSecretUri string = hasSmtpPassword ? '${vault.properties.vaultUri}secrets/smtp-password' : ''
