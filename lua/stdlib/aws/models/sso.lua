-- luacheck: ignore 631
-- AWS Single Sign-On: facts for the client, in the form that aws/facts.lua reads.
-- Written by tools/distill-models from the data of botocore 1.44.5 (sso/2019-06-10, Apache-2.0);
-- do not edit, change tools/operations.txt.
return [==[
service sso protocol=rest-json version=2019-06-10 prefix=portal.sso signing=awsssoportal id=SSO
host aws-us-gov fips portal.sso.{region}.amazonaws.com
operation GetRoleCredentials GET /federation/credentials GetRoleCredentialsRequest GetRoleCredentialsResponse read
 unsigned secret=secretAccessKey,sessionToken
error InvalidRequestException 400
error ResourceNotFoundException 404
error TooManyRequestsException 429
error UnauthorizedException 401
shape GetRoleCredentialsRequest struct role_name=roleName!:.str@query account_id=accountId!:.str@query
 x-amz-sso_bearer_token=accessToken!:.str%@header
shape GetRoleCredentialsResponse struct roleCredentials:RoleCredentials
shape RoleCredentials struct accessKeyId:.str secretAccessKey:.str% sessionToken:.str% expiration:.long
]==]
