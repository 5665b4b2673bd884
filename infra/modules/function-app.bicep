param name string
param planName string
@description('Name of the service in azure.yaml; azd finds the app by it.')
param serviceName string
param location string
param tags object
param identityId string
param identityClientId string
param engineStorageName string
param ledgerStorageName string
param deploymentContainer string
param applicationInsightsConnectionString string
param apiKeyClientId string
@description('Vault secret with the hash of the first API key; empty for none.')
param apiKeySecretUri string
@description('Mail server; empty for none.')
param smtpHost string
param smtpPort int
param smtpFrom string
param smtpUserName string
@description('Vault secret with the password of the mail server; empty for none.')
param smtpPasswordSecretUri string
@description('The vault key that wraps the key ring, without a version.')
param dataProtectionKeyUri string
@description('Empty: durable state lives in the engine account.')
param schedulerEndpoint string
param schedulerTaskHub string
@description('Empty: no virtual network.')
param subnetId string
param zoneRedundant bool
param instanceMemoryMB int
param maximumInstanceCount int
param alwaysReadyHttpInstances int
param orchestrationRetentionDays int
param entraClientId string
param workspaceId string

resource engineStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: engineStorageName
}

resource ledgerStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: ledgerStorageName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

// docs/configuration.md says what each setting means; a test compares the two lists with what the code reads.
var baseSettings = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__blobServiceUri: engineStorage.properties.primaryEndpoints.blob
  AzureWebJobsStorage__queueServiceUri: engineStorage.properties.primaryEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: engineStorage.properties.primaryEndpoints.table
  Storage__ConnectionName: 'LedgerStorage'
  LedgerStorage__credential: 'managedidentity'
  LedgerStorage__clientId: identityClientId
  LedgerStorage__blobServiceUri: ledgerStorage.properties.primaryEndpoints.blob
  LedgerStorage__tableServiceUri: ledgerStorage.properties.primaryEndpoints.table
  Secrets__KeyVaultKey: dataProtectionKeyUri
  Secrets__ClientId: identityClientId
  Orchestrations__Retention: '${orchestrationRetentionDays}.00:00:00'
  PublicBaseUrl: 'https://${app.properties.defaultHostName}'
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

var apiKeySettings = empty(apiKeySecretUri) ? {} : {
  'ApiKeys__Clients__${apiKeyClientId}': '@Microsoft.KeyVault(SecretUri=${apiKeySecretUri})'
}

var mailSettings = empty(smtpHost) ? {} : {
  Smtp__Host: smtpHost
  Smtp__Port: '${smtpPort}'
  Smtp__From: smtpFrom
}

// One without the other stops the start, with a message that says so.
var mailUserSettings = empty(smtpUserName) ? {} : {
  Smtp__UserName: smtpUserName
}

var mailPasswordSettings = empty(smtpPasswordSecretUri) ? {} : {
  Smtp__Password: '@Microsoft.KeyVault(SecretUri=${smtpPasswordSecretUri})'
}

// These override host.json, whose values are for the Azure Storage back end.
var schedulerSettings = empty(schedulerEndpoint) ? {} : {
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
  AzureFunctionsJobHost__extensions__durableTask__hubName: schedulerTaskHub
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
}

// Signing in without a client secret: the app's identity vouches for the app registration.
var signInSettings = empty(entraClientId) ? {} : {
  OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: identityClientId
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': serviceName })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${engineStorage.properties.primaryEndpoints.blob}${deploymentContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyHttpInstances > 0 ? [{ name: 'http', instanceCount: alwaysReadyHttpInstances }] : []
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(baseSettings, apiKeySettings, mailSettings, mailUserSettings, mailPasswordSettings, schedulerSettings, signInSettings)
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  // API keys are the app's own business, so nobody is turned away here; the page asks for the signed-in user.
  resource signIn 'config' = if (!empty(entraClientId)) {
    name: 'authsettingsV2'
    properties: {
      platform: { enabled: true }
      globalValidation: {
        requireAuthentication: false
        unauthenticatedClientAction: 'AllowAnonymous'
      }
      httpSettings: { requireHttps: true }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: {
            clientId: entraClientId
            clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
            openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          }
          validation: { allowedAudiences: ['api://${entraClientId}'] }
        }
      }
      login: { tokenStore: { enabled: false } }
    }
    dependsOn: [settings]
  }
}

// Executions, memory and instances. Its log goes to Application Insights; a second copy would cost as much again.
resource metrics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'metrics'
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output name string = app.name
output uri string = 'https://${app.properties.defaultHostName}'
