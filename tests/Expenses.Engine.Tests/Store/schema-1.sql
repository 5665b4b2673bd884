-- A file of schema 1 as text: made by an engine of that schema, which was stopped on the way (UpgradeWorkload says how).
PRAGMA application_id = 1163413070;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE activities(
    row INTEGER PRIMARY KEY, instance_id TEXT NOT NULL, execution_id TEXT NOT NULL, task_id INTEGER NOT NULL,
    name TEXT NOT NULL, version TEXT NOT NULL, input TEXT NOT NULL);
INSERT INTO "activities" VALUES(1,'activity','3a1125ab717d45718f6e4e03f4aba000',0,'Gate','','[6]');
CREATE TABLE entities(
    id TEXT PRIMARY KEY, state TEXT, locked_by TEXT, lock_id TEXT, modified INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO "entities" VALUES('@sum@held',NULL,'lock','50b83084-0405-54a7-a128-c35066180eb6',639307584000000000);
CREATE TABLE history(
    instance_id TEXT NOT NULL, number INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY(instance_id, number)) WITHOUT ROWID;
INSERT INTO "history" VALUES('activity',0,'{"kind":"OrchestratorStarted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('activity',1,'{"kind":"ExecutionStarted","Name":"Activity","Version":"","Input":"0","ExecutionId":"3a1125ab717d45718f6e4e03f4aba000","Tags":{},"EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('activity',2,'{"kind":"TaskScheduled","Name":"Gate","Version":"","Input":"[6]","EventId":0,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('activity',3,'{"kind":"OrchestratorCompleted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('child',0,'{"kind":"OrchestratorStarted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('child',1,'{"kind":"ExecutionStarted","Name":"Event","Version":"","Input":"0","ExecutionId":"6b5d9228ffb94f2891c003505cbbfa74","Parent":{"InstanceId":"parent","ExecutionId":"810e493c976f4f64bca77d41c9744a92","Name":"Parent","TaskId":0},"Tags":{},"EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('child',2,'{"kind":"OrchestratorCompleted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('event',0,'{"kind":"OrchestratorStarted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('event',1,'{"kind":"ExecutionStarted","Name":"Event","Version":"","Input":"0","ExecutionId":"6107435af60f419b8dadc621b66ef445","Tags":{},"EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('event',2,'{"kind":"OrchestratorCompleted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('fails',0,'{"kind":"OrchestratorStarted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('fails',1,'{"kind":"ExecutionStarted","Name":"Fails","Version":"","Input":"0","ExecutionId":"c81b29375ab34561b52931af1417d6ff","Tags":{},"EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('fails',2,'{"kind":"TaskScheduled","Name":"Boom","Version":"","Input":"[1]","EventId":0,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('fails',3,'{"kind":"OrchestratorCompleted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('fails',4,'{"kind":"OrchestratorStarted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('fails',5,'{"kind":"TaskFailed","TaskScheduledId":0,"Failure":{"ErrorType":"System.InvalidOperationException","ErrorMessage":"always","StackTrace":"   at Somewhere()"},"EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('fails',6,'{"kind":"ExecutionCompleted","Status":3,"Result":"Microsoft.DurableTask.TaskFailedException: Task ''Boom'' (#0) failed with an unhandled exception: always","Failure":{"ErrorType":"Microsoft.DurableTask.TaskFailedException","ErrorMessage":"Task ''Boom'' (#0) failed with an unhandled exception: always","StackTrace":"   at Somewhere()","Inner":{"ErrorType":"System.InvalidOperationException","ErrorMessage":"always","StackTrace":"   at Somewhere()"}},"EventId":1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('fails',7,'{"kind":"OrchestratorCompleted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('lock',0,'{"kind":"OrchestratorStarted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('lock',1,'{"kind":"ExecutionStarted","Name":"Lock","Version":"","Input":"0","ExecutionId":"cc74f4f4a866471abffc2518310e52f5","Tags":{},"EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('lock',2,'{"kind":"EventSent","InstanceId":"@sum@held","Name":"lock","EventId":0,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('lock',3,'{"kind":"OrchestratorCompleted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('lock',4,'{"kind":"OrchestratorStarted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('lock',5,'{"kind":"EventRaised","Name":"50b83084-0405-54a7-a128-c35066180eb6","Input":"{\"LockSet\":[\"@sum@held\"]}","FromEntity":true,"EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('lock',6,'{"kind":"OrchestratorCompleted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('parent',0,'{"kind":"OrchestratorStarted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('parent',1,'{"kind":"ExecutionStarted","Name":"Parent","Version":"","Input":"0","ExecutionId":"810e493c976f4f64bca77d41c9744a92","Tags":{},"EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('parent',2,'{"kind":"SubOrchestrationInstanceCreated","Name":"Event","Version":"","InstanceId":"child","Input":"0","EventId":0,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('parent',3,'{"kind":"OrchestratorCompleted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('suspended',0,'{"kind":"OrchestratorStarted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('suspended',1,'{"kind":"ExecutionStarted","Name":"Event","Version":"1.5","Input":"0","ExecutionId":"848218074f34471a95755121a48b8be4","Tags":{"team":"blue"},"EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('suspended',2,'{"kind":"OrchestratorCompleted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('suspended',3,'{"kind":"OrchestratorStarted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('suspended',4,'{"kind":"ExecutionSuspended","Reason":"why","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('suspended',5,'{"kind":"OrchestratorCompleted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('timer',0,'{"kind":"OrchestratorStarted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('timer',1,'{"kind":"ExecutionStarted","Name":"Timer","Version":"","Input":"0","ExecutionId":"c547b472a266473d9bb1d1d58f72d2b3","Tags":{},"EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('timer',2,'{"kind":"TimerCreated","FireAt":"2026-11-23T08:00:00Z","EventId":0,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "history" VALUES('timer',3,'{"kind":"OrchestratorCompleted","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
CREATE TABLE inbox(
    row INTEGER PRIMARY KEY, instance_id TEXT NOT NULL, execution_id TEXT, body TEXT NOT NULL);
INSERT INTO "inbox" VALUES(12,'@sum@held',NULL,'{"kind":"operation","RequestId":"c89889e3-23a4-43b9-a957-0e5d0ae70052","Operation":"add","Input":"100","IsSignal":true}');
INSERT INTO "inbox" VALUES(13,'unseen','c7748a982e814622a4e240481345da6a','{"kind":"ExecutionStarted","Name":"Event","Version":"","Input":"0","ExecutionId":"c7748a982e814622a4e240481345da6a","Tags":{},"EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "inbox" VALUES(14,'event',NULL,'{"kind":"EventRaised","Name":"go","Input":"21","FromEntity":false,"EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
INSERT INTO "inbox" VALUES(15,'suspended',NULL,'{"kind":"EventRaised","Name":"go","Input":"4","FromEntity":false,"EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
CREATE TABLE instances(
    id TEXT PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL, execution_id TEXT NOT NULL, status INTEGER NOT NULL,
    input TEXT, output TEXT, custom_status TEXT, failure TEXT, tags TEXT, parent_id TEXT,
    created INTEGER NOT NULL, updated INTEGER NOT NULL, history_length INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO "instances" VALUES('activity','Activity','','3a1125ab717d45718f6e4e03f4aba000',0,'0',NULL,NULL,NULL,NULL,NULL,639307584000000000,639307584000000000,4);
INSERT INTO "instances" VALUES('child','Event','','6b5d9228ffb94f2891c003505cbbfa74',0,'0',NULL,'"waiting"',NULL,NULL,'parent',639307584000000000,639307584000000000,3);
INSERT INTO "instances" VALUES('event','Event','','6107435af60f419b8dadc621b66ef445',0,'0',NULL,'"waiting"',NULL,NULL,NULL,639307584000000000,639307584000000000,3);
INSERT INTO "instances" VALUES('fails','Fails','','c81b29375ab34561b52931af1417d6ff',3,'0','Microsoft.DurableTask.TaskFailedException: Task ''Boom'' (#0) failed with an unhandled exception: always',NULL,'{"ErrorType":"Microsoft.DurableTask.TaskFailedException","ErrorMessage":"Task ''Boom'' (#0) failed with an unhandled exception: always","StackTrace":"   at Somewhere()","Inner":{"ErrorType":"System.InvalidOperationException","ErrorMessage":"always","StackTrace":"   at Somewhere()"}}',NULL,NULL,639307584000000000,639307584000000000,8);
INSERT INTO "instances" VALUES('lock','Lock','','cc74f4f4a866471abffc2518310e52f5',0,'0',NULL,NULL,NULL,NULL,NULL,639307584000000000,639307584000000000,7);
INSERT INTO "instances" VALUES('parent','Parent','','810e493c976f4f64bca77d41c9744a92',0,'0',NULL,NULL,NULL,NULL,NULL,639307584000000000,639307584000000000,4);
INSERT INTO "instances" VALUES('scheduled','Event','','4c42b913e74741cf98e4fb149ac39da3',6,'0',NULL,NULL,NULL,NULL,NULL,639307584000000000,639307584000000000,0);
INSERT INTO "instances" VALUES('suspended','Event','1.5','848218074f34471a95755121a48b8be4',7,'0',NULL,'"waiting"',NULL,'{"team":"blue"}',NULL,639307584000000000,639307584000000000,6);
INSERT INTO "instances" VALUES('timer','Timer','','c547b472a266473d9bb1d1d58f72d2b3',0,'0',NULL,NULL,NULL,NULL,NULL,639307584000000000,639307584000000000,4);
INSERT INTO "instances" VALUES('unseen','Event','','c7748a982e814622a4e240481345da6a',6,'0',NULL,NULL,NULL,NULL,NULL,639307584000000000,639307584000000000,0);
CREATE TABLE timers(
    row INTEGER PRIMARY KEY, due INTEGER NOT NULL, instance_id TEXT NOT NULL, execution_id TEXT, timer_id INTEGER,
    body TEXT NOT NULL);
INSERT INTO "timers" VALUES(1,639310176000000000,'timer','c547b472a266473d9bb1d1d58f72d2b3',0,'{"kind":"TimerFired","TimerId":0,"FireAt":"2026-11-23T08:00:00Z","EventId":-1,"Timestamp":"2026-11-23T08:00:00Z"}');
INSERT INTO "timers" VALUES(2,639308448000000000,'scheduled','4c42b913e74741cf98e4fb149ac39da3',NULL,'{"kind":"ExecutionStarted","Name":"Event","Version":"","Input":"0","ExecutionId":"4c42b913e74741cf98e4fb149ac39da3","Tags":{},"ScheduledStart":"2026-11-21T08:00:00Z","EventId":-1,"Timestamp":"2026-11-20T08:00:00Z"}');
CREATE INDEX instances_created ON instances(created);
CREATE INDEX inbox_instance ON inbox(instance_id);
CREATE INDEX activities_instance ON activities(instance_id);
CREATE INDEX timers_due ON timers(due);
CREATE INDEX timers_instance ON timers(instance_id, timer_id);
COMMIT;
