-- luacheck: ignore 631
-- AWS Security Token Service: facts for the client, in the form that aws/facts.lua reads.
-- Written by tools/distill-models from the data of botocore 1.44.5 (sts/2011-06-15, Apache-2.0);
-- do not edit, change tools/operations.txt.
return [==[
service sts protocol=query version=2011-06-15 prefix=sts signing=sts id=STS
host aws-us-gov fips sts.{region}.amazonaws.com
operation AssumeRole POST / AssumeRoleRequest AssumeRoleResponse read wrapper=AssumeRoleResult
 secret=SecretAccessKey,SessionToken
operation AssumeRoleWithWebIdentity POST / AssumeRoleWithWebIdentityRequest AssumeRoleWithWebIdentityResponse read
 wrapper=AssumeRoleWithWebIdentityResult unsigned secret=SecretAccessKey,SessionToken
operation GetCallerIdentity POST / GetCallerIdentityRequest GetCallerIdentityResponse read
 wrapper=GetCallerIdentityResult
error ExpiredTokenException 400
error IDPCommunicationError 400 named=IDPCommunicationErrorException
error IDPRejectedClaim 403 named=IDPRejectedClaimException
error InvalidIdentityToken 400 named=InvalidIdentityTokenException
error MalformedPolicyDocument 400 named=MalformedPolicyDocumentException
error PackedPolicyTooLarge 400 named=PackedPolicyTooLargeException
error RegionDisabledException 403
shape AssumeRoleRequest struct RoleArn!:.str RoleSessionName!:.str PolicyArns+:policyDescriptorListType Policy:.str
 DurationSeconds:.int Tags+:tagListType TransitiveTagKeys+:tagKeyListType ExternalId:.str SerialNumber:.str
 TokenCode:.str SourceIdentity:.str ProvidedContexts+:ProvidedContextsListType MinimumSessionTokenSize:.int
shape AssumeRoleResponse struct Credentials:Credentials AssumedRoleUser:AssumedRoleUser PackedPolicySize:.int
 SourceIdentity:.str SessionTokenUtilization:.int SessionTokenSize:.int
shape AssumeRoleWithWebIdentityRequest struct RoleArn!:.str RoleSessionName!:.str WebIdentityToken!:.str%
 ProviderId:.str PolicyArns+:policyDescriptorListType Policy:.str DurationSeconds:.int MinimumSessionTokenSize:.int
shape AssumeRoleWithWebIdentityResponse struct Credentials:Credentials SubjectFromWebIdentityToken:.str
 AssumedRoleUser:AssumedRoleUser PackedPolicySize:.int Provider:.str Audience:.str SourceIdentity:.str
 SessionTokenUtilization:.int SessionTokenSize:.int
shape AssumedRoleUser struct AssumedRoleId!:.str Arn!:.str
shape Credentials struct AccessKeyId!:.str SecretAccessKey!:.str% SessionToken!:.str Expiration!:.time
shape GetCallerIdentityRequest struct
shape GetCallerIdentityResponse struct UserId:.str Account:.str Arn:.str
shape PolicyDescriptorType struct arn:.str
shape ProvidedContext struct ProviderArn:.str ContextAssertion:.str
shape ProvidedContextsListType list ProvidedContext
shape Tag struct Key!:.str Value!:.str
shape policyDescriptorListType list PolicyDescriptorType
shape tagKeyListType list .str
shape tagListType list Tag
]==]
