-- luacheck: ignore 631
-- AWS SSO OIDC: facts for the client, in the form that aws/model.lua reads.
-- Written by tools/distill-models from the data of botocore 1.43.11 (sso-oidc/2019-06-10, Apache-2.0);
-- do not edit, change tools/operations.txt.
return [==[
service sso-oidc protocol=rest-json version=2019-06-10 prefix=oidc signing=sso-oauth id=SSO_OIDC
host aws-us-gov fips oidc.{region}.amazonaws.com
operation CreateToken POST /token CreateTokenRequest CreateTokenResponse read unsigned
 secret=accessToken,idToken,refreshToken
error AccessDeniedException 400
error AuthorizationPendingException 400
error ExpiredTokenException 400
error InternalServerException 500
error InvalidClientException 401
error InvalidGrantException 400
error InvalidRequestException 400
error InvalidScopeException 400
error SlowDownException 400
error UnauthorizedClientException 400
error UnsupportedGrantTypeException 400
shape CreateTokenRequest struct clientId!:.str clientSecret!:.str% grantType!:.str deviceCode:.str code:.str
 refreshToken:.str% scope:Scopes redirectUri:.str codeVerifier:.str%
shape CreateTokenResponse struct accessToken:.str% tokenType:.str expiresIn:.int refreshToken:.str% idToken:.str%
shape Scopes list .str
]==]
