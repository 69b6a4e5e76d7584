-- luacheck: ignore 631
-- AWS Identity and Access Management: facts for the client, in the form that aws/facts.lua reads.
-- Written by tools/distill-models from the data of botocore 1.44.5 (iam/2010-05-08, Apache-2.0);
-- do not edit, change tools/operations.txt.
return [==[
service iam protocol=query version=2010-05-08 prefix=iam signing=iam id=IAM
host aws plain iam.amazonaws.com us-east-1
host aws fips iam-fips.amazonaws.com us-east-1
host aws dual iam.global.api.aws us-east-1
host aws both iam-fips.global.api.aws us-east-1
host aws-cn plain iam.cn-north-1.amazonaws.com.cn cn-north-1
host aws-cn fips iam-fips.amazonaws.com.cn cn-north-1
host aws-cn dual iam.global.api.amazonwebservices.com.cn cn-north-1
host aws-cn both iam-fips.api.amazonwebservices.com.cn cn-north-1
host aws-us-gov plain iam.us-gov.amazonaws.com us-gov-west-1
host aws-us-gov fips iam.us-gov.amazonaws.com us-gov-west-1
host aws-us-gov dual iam.us-gov.api.aws us-gov-west-1
host aws-us-gov both iam.us-gov.api.aws us-gov-west-1
operation GetInstanceProfile POST / GetInstanceProfileRequest GetInstanceProfileResponse read
 wrapper=GetInstanceProfileResult
operation GetRole POST / GetRoleRequest GetRoleResponse read wrapper=GetRoleResult
operation ListAttachedRolePolicies POST / ListAttachedRolePoliciesRequest ListAttachedRolePoliciesResponse read
 wrapper=ListAttachedRolePoliciesResult
operation SimulatePrincipalPolicy POST / SimulatePrincipalPolicyRequest SimulatePolicyResponse read
 wrapper=SimulatePrincipalPolicyResult
page ListAttachedRolePolicies in=Marker out=Marker items=AttachedPolicies limit=MaxItems more=IsTruncated
page SimulatePrincipalPolicy in=Marker out=Marker items=EvaluationResults limit=MaxItems more=IsTruncated
wait InstanceProfileExists GetInstanceProfile 1 40 | success status 200 - | retry status 404 -
wait RoleExists GetRole 1 20 | success status 200 - | retry error NoSuchEntity -
error InvalidInput 400 named=InvalidInputException
error NoSuchEntity 404 named=NoSuchEntityException
error PolicyEvaluation 500 named=PolicyEvaluationException
error ServiceFailure 500 named=ServiceFailureException
shape ActionNameListType list .str
shape AttachedPermissionsBoundary struct PermissionsBoundaryType:PermissionsBoundaryAttachmentType
 PermissionsBoundaryArn:.str
shape AttachedPolicy struct PolicyName:.str PolicyArn:.str
shape AttachmentType enum user group role
shape ContextEntry struct ContextKeyName:.str ContextKeyValues+:ContextKeyValueListType
 ContextKeyType:ContextKeyTypeEnum
shape ContextEntryListType list ContextEntry
shape ContextKeyNamesResultListType list .str
shape ContextKeyTypeEnum enum string stringList numeric numericList boolean booleanList ip ipList binary binaryList
 date dateList
shape ContextKeyValueListType list .str
shape EvalDecisionDetailsType map .str PolicyEvaluationDecisionType
shape EvaluationResult struct EvalActionName!:.str EvalResourceName:.str EvalDecision!:PolicyEvaluationDecisionType
 MatchedStatements+:StatementListType MissingContextValues+:ContextKeyNamesResultListType
 OrganizationsDecisionDetail:OrganizationsDecisionDetail
 PermissionsBoundaryDecisionDetail:PermissionsBoundaryDecisionDetail EvalDecisionDetails:EvalDecisionDetailsType
 ResourceSpecificResults+:ResourceSpecificResultListType
shape EvaluationResultsListType list EvaluationResult
shape GetInstanceProfileRequest struct InstanceProfileName!:.str
shape GetInstanceProfileResponse struct InstanceProfile!:InstanceProfile
shape GetRoleRequest struct RoleName!:.str
shape GetRoleResponse struct Role!:Role
shape InlinePolicyIdentifierType struct PolicyName!:.str AttachmentType!:AttachmentType AttachmentName!:.str
shape InstanceProfile struct Path!:.str InstanceProfileName!:.str InstanceProfileId!:.str Arn!:.str
 CreateDate!:.time Roles!+:roleListType Tags+:tagListType
shape ListAttachedRolePoliciesRequest struct RoleName!:.str PathPrefix:.str Marker:.str MaxItems:.int
shape ListAttachedRolePoliciesResponse struct AttachedPolicies+:attachedPoliciesListType IsTruncated:.bool
 Marker:.str
shape OrganizationsDecisionDetail struct AllowedByOrganizations:.bool
shape PermissionsBoundaryAttachmentType enum PermissionsBoundaryPolicy
shape PermissionsBoundaryDecisionDetail struct AllowedByPermissionsBoundary:.bool
shape PolicyEvaluationDecisionType enum allowed explicitDeny implicitDeny
shape PolicyExclusionsListType list PolicyIdentifier
shape PolicyIdentifier struct PolicyType:PolicyIdentifierPolicyType PolicyArn:.str
 InlinePolicyIdentifier:InlinePolicyIdentifierType
shape PolicyIdentifierPolicyType enum inline aws-managed user-managed permission-boundary scp rcp
shape PolicySourceType enum user group role aws-managed user-managed resource none
shape Position struct Line:.int Column:.int
shape ResourceNameListType list .str
shape ResourceSpecificResult struct EvalResourceName!:.str EvalResourceDecision!:PolicyEvaluationDecisionType
 MatchedStatements+:StatementListType MissingContextValues+:ContextKeyNamesResultListType
 EvalDecisionDetails:EvalDecisionDetailsType PermissionsBoundaryDecisionDetail:PermissionsBoundaryDecisionDetail
shape ResourceSpecificResultListType list ResourceSpecificResult
shape Role struct Path!:.str RoleName!:.str RoleId!:.str Arn!:.str CreateDate!:.time AssumeRolePolicyDocument:.str
 Description:.str MaxSessionDuration:.int PermissionsBoundary:AttachedPermissionsBoundary Tags+:tagListType
 RoleLastUsed:RoleLastUsed SourceRoleTemplate:SourceRoleTemplate
shape RoleLastUsed struct LastUsedDate:.time Region:.str
shape SimulatePolicyResponse struct EvaluationResults+:EvaluationResultsListType IsTruncated:.bool Marker:.str
shape SimulatePrincipalPolicyRequest struct PolicySourceArn!:.str PolicyInputList+:SimulationPolicyListType
 PermissionsBoundaryPolicyInputList+:SimulationPolicyListType PolicyExclusionList+:PolicyExclusionsListType
 ActionNames!+:ActionNameListType ResourceArns+:ResourceNameListType ResourcePolicy:.str ResourceOwner:.str
 CallerArn:.str ContextEntries+:ContextEntryListType ResourceHandlingOption:.str MaxItems:.int Marker:.str
shape SimulationPolicyListType list .str
shape SourceRoleTemplate struct TemplateArn!:.str TemplateMinorVersion!:.int
shape Statement struct SourcePolicyId:.str SourcePolicyType:PolicySourceType StartPosition:Position
 EndPosition:Position
shape StatementListType list Statement
shape Tag struct Key!:.str Value!:.str
shape attachedPoliciesListType list AttachedPolicy
shape roleListType list Role
shape tagListType list Tag
]==]
