// What happens to blobs of the ledger account with time. The prefixes are the app's container names.
param runRetentionDays int
@description('0 keeps receipts.')
param receiptRetentionDays int

var receiptTiers = {
  tierToCool: { daysAfterModificationGreaterThan: 30 }
  tierToCold: { daysAfterModificationGreaterThan: 180 }
}
var receiptDeletion = receiptRetentionDays > 0 ? {
  delete: { daysAfterModificationGreaterThan: receiptRetentionDays }
} : {}

output rules array = [
  {
    name: 'delete-run-bodies'
    enabled: true
    type: 'Lifecycle'
    definition: {
      filters: { blobTypes: ['blockBlob'], prefixMatch: ['runs/'] }
      actions: {
        baseBlob: { delete: { daysAfterModificationGreaterThan: runRetentionDays } }
      }
    }
  }
  {
    name: 'cool-receipts'
    enabled: true
    type: 'Lifecycle'
    definition: {
      filters: { blobTypes: ['blockBlob'], prefixMatch: ['receipts/'] }
      actions: {
        baseBlob: union(receiptTiers, receiptDeletion)
      }
    }
  }
]
