param location string
param tags object
@maxLength(90)
param actionGroupName string
param emails array
param applicationInsightsId string
param engineStorageId string

// docs/operations.md has what to do for each. The phrases are those of the app's log messages; a test compares them.
var rules = [
  {
    name: 'failed-syncs'
    description: 'A sync ended as failed for another reason than refused transactions.'
    severity: 2
    query: 'traces | where message matches regex @"^Sync \\S+ ended with (4\\d{3}|5000)"'
    threshold: 0
  }
  {
    name: 'poisoned-requests'
    description: 'A queued request failed time after time and was given up.'
    severity: 1
    query: 'traces | where message has "is poisoned"'
    threshold: 0
  }
  {
    name: 'lost-syncs'
    description: 'An orchestration of a sync or a run ended without a word; the sync was ended for it, the run begun again, the lane freed.'
    severity: 1
    query: 'traces | where message has "has not ended, but its orchestration has" or message has "is held by it, but its orchestration ended"'
    threshold: 0
  }
  {
    name: 'webhooks-stuck'
    description: 'An event could not be spread to its consumers, time after time.'
    severity: 2
    query: 'traces | where message has "could not be spread to its consumers"'
    threshold: 0
  }
  {
    name: 'webhook-consumer-off'
    description: 'A webhook consumer failed for days, or said that it is gone, and is switched off.'
    severity: 3
    query: 'traces | where message has "is switched off"'
    threshold: 0
  }
  {
    name: 'reconciliation-drift'
    description: 'A ledger and what was recorded differ.'
    severity: 1
    query: 'traces | where message has "found drift"'
    threshold: 0
  }
  {
    name: 'reconciliation-cut-off'
    description: 'A ledger could not be read to the end, so that nothing is known of drift in it.'
    severity: 3
    query: 'traces | where message has "was cut off" and message startswith "Reconciliation"'
    threshold: 0
  }
  {
    name: 'webhook-backlog'
    description: 'Many webhook messages wait to be delivered.'
    severity: 3
    query: 'customMetrics | where name == "expenses.webhook.backlog" and valueMax > 1000'
    threshold: 0
  }
  {
    name: 'syncs-waiting'
    description: 'A sync that was asked for six hours ago has not ended.'
    severity: 2
    query: 'customMetrics | where name == "expenses.syncs.oldest" and valueMax > 21600'
    threshold: 0
  }
  {
    name: 'server-errors'
    description: 'The API answered with 5xx.'
    severity: 2
    query: 'requests | where toint(resultCode) >= 500'
    threshold: 5
  }
]

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'expenses'
    enabled: true
    emailReceivers: [for (email, i) in emails: {
      name: 'email-${i}'
      emailAddress: email
      useCommonAlertSchema: true
    }]
  }
}

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for rule in rules: {
  name: rule.name
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: rule.name
    description: rule.description
    severity: rule.severity
    enabled: true
    scopes: [applicationInsightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: rule.threshold
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    autoMitigate: true
    actions: { actionGroups: [actionGroup.id] }
  }
}]

// Messages pile up when the app does not run at all, and then nothing is logged. The metric has one value an hour.
resource queueBacklog 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'queue-backlog'
  location: 'global'
  tags: tags
  properties: {
    description: 'Many messages wait in the engine account: requests, or the task hub.'
    severity: 2
    enabled: true
    scopes: ['${engineStorageId}/queueServices/default']
    evaluationFrequency: 'PT1H'
    windowSize: 'PT1H'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'messages'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.Storage/storageAccounts/queueServices'
          metricName: 'QueueMessageCount'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 10000
        }
      ]
    }
    autoMitigate: true
    actions: [{ actionGroupId: actionGroup.id }]
  }
}
