-- luacheck: ignore 631
-- AWS CloudFormation: facts for the client, in the form that aws/facts.lua reads.
-- Written by tools/distill-models from the data of botocore 1.44.5 (cloudformation/2010-05-15, Apache-2.0);
-- do not edit, change tools/operations.txt.
return [==[
service cloudformation protocol=query version=2010-05-15 prefix=cloudformation signing=cloudformation
 id=CloudFormation
host aws-us-gov fips cloudformation.{region}.amazonaws.com
operation DescribeStackResources POST / DescribeStackResourcesInput DescribeStackResourcesOutput read
 wrapper=DescribeStackResourcesResult
shape DescribeStackResourcesInput struct StackName:.str LogicalResourceId:.str PhysicalResourceId:.str
shape DescribeStackResourcesOutput struct StackResources+:StackResources
shape ModuleInfo struct TypeHierarchy:.str LogicalIdHierarchy:.str
shape ResourceStatus enum CREATE_IN_PROGRESS CREATE_FAILED CREATE_COMPLETE DELETE_IN_PROGRESS DELETE_FAILED
 DELETE_COMPLETE DELETE_SKIPPED UPDATE_IN_PROGRESS UPDATE_FAILED UPDATE_COMPLETE IMPORT_FAILED IMPORT_COMPLETE
 IMPORT_IN_PROGRESS IMPORT_ROLLBACK_IN_PROGRESS IMPORT_ROLLBACK_FAILED IMPORT_ROLLBACK_COMPLETE EXPORT_FAILED
 EXPORT_COMPLETE EXPORT_IN_PROGRESS EXPORT_ROLLBACK_IN_PROGRESS EXPORT_ROLLBACK_FAILED EXPORT_ROLLBACK_COMPLETE
 UPDATE_ROLLBACK_IN_PROGRESS UPDATE_ROLLBACK_COMPLETE UPDATE_ROLLBACK_FAILED ROLLBACK_IN_PROGRESS ROLLBACK_COMPLETE
 ROLLBACK_FAILED
shape StackResource struct StackName:.str StackId:.str LogicalResourceId!:.str PhysicalResourceId:.str
 ResourceType!:.str Timestamp!:.time ResourceStatus!:ResourceStatus ResourceStatusReason:.str Description:.str
 DriftInformation:StackResourceDriftInformation ModuleInfo:ModuleInfo
shape StackResourceDriftInformation struct StackResourceDriftStatus!:StackResourceDriftStatus
 LastCheckTimestamp:.time
shape StackResourceDriftStatus enum IN_SYNC MODIFIED DELETED NOT_CHECKED UNKNOWN UNSUPPORTED
shape StackResources list StackResource
]==]
