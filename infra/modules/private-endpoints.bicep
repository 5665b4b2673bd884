param namePrefix string
param location string
param tags object
param virtualNetworkId string
param subnetId string
param engineStorageId string
param ledgerStorageId string
param keyVaultId string

var suffix = environment().suffixes.storage
var zoneNames = [
  'privatelink.blob.${suffix}'
  'privatelink.queue.${suffix}'
  'privatelink.table.${suffix}'
  'privatelink.vaultcore.azure.net'
]
// zone: the index in zoneNames.
var endpoints = [
  { name: 'engine-blob', target: engineStorageId, group: 'blob', zone: 0 }
  { name: 'engine-queue', target: engineStorageId, group: 'queue', zone: 1 }
  { name: 'engine-table', target: engineStorageId, group: 'table', zone: 2 }
  { name: 'ledger-blob', target: ledgerStorageId, group: 'blob', zone: 0 }
  { name: 'ledger-table', target: ledgerStorageId, group: 'table', zone: 2 }
  { name: 'key-vault', target: keyVaultId, group: 'vault', zone: 3 }
]

resource zones 'Microsoft.Network/privateDnsZones@2020-06-01' = [for zoneName in zoneNames: {
  name: zoneName
  location: 'global'
  tags: tags
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = [for (zoneName, i) in zoneNames: {
  parent: zones[i]
  name: 'app-network'
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: virtualNetworkId }
  }
}]

resource privateEndpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [for endpoint in endpoints: {
  name: '${namePrefix}${endpoint.name}'
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      {
        name: endpoint.name
        properties: {
          privateLinkServiceId: endpoint.target
          groupIds: [endpoint.group]
        }
      }
    ]
  }
}]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [for (endpoint, i) in endpoints: {
  parent: privateEndpoints[i]
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: endpoint.group
        properties: { privateDnsZoneId: zones[endpoint.zone].id }
      }
    ]
  }
}]
