targetScope = 'subscription'

@minLength(1)
@maxLength(64)
@description('Name of the azd environment; part of every name and tag.')
param environmentName string

@minLength(1)
@description('Region of everything. Flex Consumption must be offered there.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Object id of who deploys; may then put platform client secrets into the vault. Empty: nobody gets that role.')
param principalId string = ''

@allowed(['User', 'Group', 'ServicePrincipal'])
param principalType string = 'User'

@description('Client id that the first API key belongs to: lower case letters and digits.')
param firstClientId string = 'first'

@secure()
@description('SHA-256 (hex) of the first API key; a hook makes the key. Several with commas while a key is rotated. Empty: every call is refused with 401.')
param apiKeyHash string = ''

@allowed(['AzureStorage', 'DurableTaskScheduler'])
@description('Where durable state lives. A change needs an empty task hub: there is no migration.')
param durableBackend string = 'AzureStorage'

@allowed(['Consumption', 'Dedicated'])
param schedulerSku string = 'Consumption'

@description('Region of the scheduler, when it is not offered in the other one. Empty: the same region.')
param schedulerLocation string = ''

@description('Puts storage and vault behind private endpoints, and the app into a virtual network with one outgoing address.')
param vnetEnabled bool = false

@description('Spreads the plan and its storage over availability zones.')
param zoneRedundant bool = false

@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Instances that are kept running for HTTP; 0 costs nothing when idle.')
@minValue(0)
@maxValue(20)
param alwaysReadyHttpInstances int = 0

@minValue(1)
@maxValue(365)
@description('Days that histories of finished orchestrations are kept.')
param orchestrationRetentionDays int = 30

@minValue(30)
@description('Days after which the stored bodies of expense runs are deleted.')
param runRetentionDays int = 400

@minValue(0)
@description('Days after which receipts are deleted; 0 keeps them. They move to the cool tier after 30 days in any case.')
param receiptRetentionDays int = 0

@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Limit of telemetry a day in GB; -1 for none.')
param logDailyCapGb int = 5

@description('Who is told of alerts and budgets; e-mail addresses with commas. Empty: alerts show in the portal only.')
param alertEmails string = ''

@description('Mail server for legacy rules that tell by e-mail, without its port. Empty: such rules are refused.')
param smtpHost string = ''

@minValue(1)
@maxValue(65535)
@description('Port of the mail server; 25 is closed on Azure.')
param smtpPort int = 587

@description('Address that mails come from; required with a mail server.')
param smtpFrom string = ''

@description('Whom to sign in as at the mail server; empty for nobody.')
param smtpUserName string = ''

@secure()
@description('Password of that user. It goes into the vault; the app has a reference to it.')
param smtpPassword string = ''

@minValue(0)
@description('Monthly budget in the currency of the subscription; 0 for none.')
param budgetAmount int = 0

@description('First day of the month the budget began; a hook fixes it once, since a budget keeps its start.')
param budgetStartDate string = ''

@description('Client id of an Entra app registration: turns on App Service authentication, for the Sync Health page. Empty: off.')
param entraClientId string = ''

@description('Off lets a deleted vault be purged, so that its name is free at once. Never off where secrets matter.')
param keyVaultPurgeProtection bool = true

var abbreviations = loadJsonContent('./abbreviations.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var useScheduler = durableBackend == 'DurableTaskScheduler'
var deploymentContainer = 'app-package'
var emails = empty(alertEmails) ? [] : split(replace(alertEmails, ' ', ''), ',')

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: '${abbreviations.resourceGroup}${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: '${abbreviations.managedIdentity}${token}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: '${abbreviations.logAnalyticsWorkspace}${token}'
    applicationInsightsName: '${abbreviations.applicationInsights}${token}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
  }
}

module network 'modules/network.bicep' = if (vnetEnabled) {
  name: 'network'
  scope: group
  params: {
    name: '${abbreviations.virtualNetwork}${token}'
    natGatewayName: '${abbreviations.natGateway}${token}'
    publicAddressName: '${abbreviations.publicAddress}${token}'
    location: location
    tags: tags
  }
}

module engineStorage 'modules/storage.bicep' = {
  name: 'engine-storage'
  scope: group
  params: {
    name: '${abbreviations.storageAccount}eng${token}'
    location: location
    tags: union(tags, { purpose: 'task hub, queues, deployment package' })
    zoneRedundant: zoneRedundant
    publicAccess: !vnetEnabled
    containers: [deploymentContainer]
    softDeleteDays: 7
    lifecycleRules: []
    workspaceId: monitoring.outputs.workspaceId
    audited: false
  }
}

module ledgerStorage 'modules/storage.bicep' = {
  name: 'ledger-storage'
  scope: group
  params: {
    name: '${abbreviations.storageAccount}led${token}'
    location: location
    tags: union(tags, { purpose: 'records, datasets, receipts' })
    zoneRedundant: zoneRedundant
    publicAccess: !vnetEnabled
    containers: []
    softDeleteDays: 30
    lifecycleRules: lifecycle.outputs.rules
    workspaceId: monitoring.outputs.workspaceId
    audited: true
  }
}

module lifecycle 'modules/ledger-lifecycle.bicep' = {
  name: 'ledger-lifecycle'
  scope: group
  params: {
    runRetentionDays: runRetentionDays
    receiptRetentionDays: receiptRetentionDays
  }
}

module vault 'modules/key-vault.bicep' = {
  name: 'key-vault'
  scope: group
  params: {
    name: '${abbreviations.keyVault}${token}'
    location: location
    tags: tags
    publicAccess: !vnetEnabled
    purgeProtection: keyVaultPurgeProtection
    hasApiKey: !empty(apiKeyHash)
    apiKeyHash: apiKeyHash
    // Another name for another key: App Service reads a reference again when the setting changes, else once a day only.
    apiKeySecretName: 'api-key-${firstClientId}-${uniqueString(apiKeyHash)}'
    hasSmtpPassword: !empty(smtpPassword)
    smtpPassword: smtpPassword
    workspaceId: monitoring.outputs.workspaceId
  }
}

module scheduler 'modules/durable-task-scheduler.bicep' = if (useScheduler) {
  name: 'durable-task-scheduler'
  scope: group
  params: {
    name: '${abbreviations.durableTaskScheduler}${token}'
    taskHubName: '${abbreviations.durableTaskHub}${token}'
    location: empty(schedulerLocation) ? location : schedulerLocation
    tags: tags
    skuName: schedulerSku
    retentionDays: orchestrationRetentionDays
    identityPrincipalId: identity.outputs.principalId
    operatorPrincipalId: principalId
    operatorPrincipalType: principalType
  }
}

module roles 'modules/roles.bicep' = {
  name: 'roles'
  scope: group
  params: {
    identityPrincipalId: identity.outputs.principalId
    operatorPrincipalId: principalId
    operatorPrincipalType: principalType
    engineStorageName: engineStorage.outputs.name
    ledgerStorageName: ledgerStorage.outputs.name
    keyVaultName: vault.outputs.name
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    taskHubInStorage: !useScheduler
  }
}

module endpoints 'modules/private-endpoints.bicep' = if (vnetEnabled) {
  name: 'private-endpoints'
  scope: group
  params: {
    namePrefix: abbreviations.privateEndpoint
    location: location
    tags: tags
    virtualNetworkId: vnetEnabled ? network!.outputs.id : ''
    subnetId: vnetEnabled ? network!.outputs.endpointSubnetId : ''
    engineStorageId: engineStorage.outputs.id
    ledgerStorageId: ledgerStorage.outputs.id
    keyVaultId: vault.outputs.id
  }
}

module app 'modules/function-app.bicep' = {
  name: 'function-app'
  scope: group
  // Roles and names must be there before the first instance asks for its storage.
  dependsOn: [roles, endpoints]
  params: {
    name: '${abbreviations.functionApp}${token}'
    planName: '${abbreviations.hostingPlan}${token}'
    serviceName: 'api'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    engineStorageName: engineStorage.outputs.name
    ledgerStorageName: ledgerStorage.outputs.name
    deploymentContainer: deploymentContainer
    applicationInsightsConnectionString: monitoring.outputs.connectionString
    apiKeyClientId: firstClientId
    dataProtectionKeyUri: vault.outputs.dataProtectionKeyUri
    apiKeySecretUri: vault.outputs.apiKeySecretUri
    smtpHost: smtpHost
    smtpPort: smtpPort
    smtpFrom: smtpFrom
    smtpUserName: smtpUserName
    smtpPasswordSecretUri: vault.outputs.smtpPasswordSecretUri
    schedulerEndpoint: useScheduler ? scheduler!.outputs.endpoint : ''
    schedulerTaskHub: useScheduler ? scheduler!.outputs.taskHubName : ''
    subnetId: vnetEnabled ? network!.outputs.appSubnetId : ''
    zoneRedundant: zoneRedundant
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyHttpInstances: alwaysReadyHttpInstances
    orchestrationRetentionDays: orchestrationRetentionDays
    entraClientId: entraClientId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: tags
    actionGroupName: '${abbreviations.actionGroup}${token}'
    emails: emails
    applicationInsightsId: monitoring.outputs.applicationInsightsId
    engineStorageId: engineStorage.outputs.id
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: {
    location: location
    tags: tags
    applicationInsightsId: monitoring.outputs.applicationInsightsId
  }
}

module budget 'modules/budget.bicep' = if (budgetAmount > 0 && !empty(budgetStartDate) && !empty(emails)) {
  name: 'budget'
  scope: group
  params: {
    name: '${abbreviations.budget}${environmentName}'
    amount: budgetAmount
    startDate: budgetStartDate
    emails: emails
  }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output AZURE_ENGINE_STORAGE_NAME string = engineStorage.outputs.name
output AZURE_LEDGER_STORAGE_NAME string = ledgerStorage.outputs.name
output AZURE_APPLICATION_INSIGHTS_NAME string = monitoring.outputs.applicationInsightsName
output SERVICE_API_NAME string = app.outputs.name
output SERVICE_API_URI string = app.outputs.uri
