-- luacheck: ignore 631
-- Amazon Simple Systems Manager (SSM): facts for the client, in the form that aws/facts.lua reads.
-- Written by tools/distill-models from the data of botocore 1.44.5 (ssm/2014-11-06, Apache-2.0);
-- do not edit, change tools/operations.txt.
return [==[
service ssm protocol=json version=2014-11-06 prefix=ssm signing=ssm id=SSM target=AmazonSSM json=1.1
host aws-us-gov fips ssm.{region}.amazonaws.com
operation GetParameter POST / GetParameterRequest GetParameterResult read mask=Value
error InternalServerError -
error InvalidKeyId -
error ParameterNotFound -
error ParameterVersionNotFound -
shape GetParameterRequest struct Name!:.str WithDecryption:.bool
shape GetParameterResult struct Parameter:Parameter
shape Parameter struct Name:.str Type:ParameterType Value:.str% Version:.long Selector:.str SourceResult:.str
 LastModifiedDate:.time ARN:.str DataType:.str
shape ParameterType enum String StringList SecureString
]==]
