param name string
param taskHubName string
param location string
param tags object
@allowed(['Consumption', 'Dedicated'])
param skuName string
param retentionDays int
param identityPrincipalId string
param operatorPrincipalId string
param operatorPrincipalType string

// Durable Task Data Contributor
var dataContributor = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '0ad04412-c4d5-4796-b79c-f76d14c8d402')

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    // An empty list lets nobody in; who may call is decided by the roles below.
    ipAllowlist: ['0.0.0.0/0']
    sku: skuName == 'Dedicated' ? { name: skuName, capacity: 1 } : { name: skuName }
  }
}

resource taskHub 'Microsoft.DurableTask/schedulers/taskHubs@2025-11-01' = {
  parent: scheduler
  name: taskHubName
}

resource retention 'Microsoft.DurableTask/schedulers/retentionPolicies@2025-11-01' = {
  parent: scheduler
  name: 'default'
  properties: {
    // Consumption keeps finished instances for 30 days at most, Dedicated for 90.
    retentionPolicies: [
      { retentionPeriodInDays: min(retentionDays, skuName == 'Dedicated' ? 90 : 30), orchestrationState: 'Completed' }
      { retentionPeriodInDays: min(retentionDays, skuName == 'Dedicated' ? 90 : 30), orchestrationState: 'Failed' }
    ]
  }
}

resource appRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: taskHub
  name: guid(taskHub.id, identityPrincipalId, dataContributor)
  properties: {
    roleDefinitionId: dataContributor
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
  }
}

// The dashboard of the scheduler asks for the operator's own role.
resource operatorRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  scope: taskHub
  name: guid(taskHub.id, operatorPrincipalId, dataContributor)
  properties: {
    roleDefinitionId: dataContributor
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
  }
}

output endpoint string = scheduler.properties.endpoint
output taskHubName string = taskHub.name
