/* The two clients' primitives from plain C, without a runtime and without Lua: signs an EC2 request, makes the token
** with which EKS knows an IAM identity, and, given a cluster's address, asks its API server for its version.
**
**   cc sign.c -o sign $(pkg-config --cflags --libs perigee)
**   AWS_ACCESS_KEY_ID=... AWS_SECRET_ACCESS_KEY=... ./sign cn-northwest-1 blue [https://host:port CA.pem]
*/
#include <perigee/kube.h>
#include <perigee/sigv4.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static pg_sigv4_text text(const char *s) {
  return (pg_sigv4_text){s ? s : "", s ? strlen(s) : 0};
}

/* What every request of this program has in common. */
static pg_sigv4_request request(const char *region, const char *service, const char *method,
                                const char *url) {
  return (pg_sigv4_request){.method = method,
                            .url = url,
                            .region = region,
                            .service = service,
                            .access_key_id = text(getenv("AWS_ACCESS_KEY_ID")),
                            .secret_access_key = text(getenv("AWS_SECRET_ACCESS_KEY")),
                            .session_token = text(getenv("AWS_SESSION_TOKEN")),
                            .time = (int64_t)time(NULL)};
}

static const char *suffix(const char *region) {
  return strncmp(region, "cn-", 3) == 0 ? "amazonaws.com.cn" : "amazonaws.com";
}

/* The headers of a DescribeVpcs call, ready to be sent by whatever sends requests here. */
static bool sign_describe_vpcs(const char *region, err *e) {
  char url[256];
  snprintf(url, sizeof url, "https://ec2.%s.%s/", region, suffix(region));
  pg_sigv4_header type = {text("Content-Type"), text("application/x-www-form-urlencoded; charset=utf-8")};
  pg_sigv4_request r = request(region, "ec2", "POST", url);
  r.headers = &type;
  r.header_count = 1;
  r.body = text("Action=DescribeVpcs&Version=2016-11-15");
  pg_sigv4_result signature;
  if (!pg_sigv4_sign(NULL, &r, &signature, e)) return false;
  printf("Host: %s\nX-Amz-Date: %s\nAuthorization: %s\n", signature.host, signature.date,
         signature.authorization);
  pg_sigv4_result_free(&signature);
  return true;
}

/* The presigned STS request that is the inside of an EKS token. It is as good as a password while it lives. */
static bool presign_identity(const char *region, const char *cluster, err *e) {
  char url[256];
  snprintf(url, sizeof url, "https://sts.%s.%s/?Action=GetCallerIdentity&Version=2011-06-15", region,
           suffix(region));
  pg_sigv4_header id = {text("x-k8s-aws-id"), text(cluster)};
  pg_sigv4_request r = request(region, "sts", "GET", url);
  r.headers = &id;
  r.header_count = 1;
  r.expires = 60;
  pg_sigv4_result signed_url;
  if (!pg_sigv4_presign(NULL, &r, &signed_url, e)) return false;
  printf("presigned for %s: %zu bytes\n", cluster, strlen(signed_url.url));
  pg_sigv4_result_free(&signed_url);
  return true;
}

static bool ask_version(const char *server, const char *ca_file, err *e) {
  static char ca[65536];
  FILE *file = fopen(ca_file, "r");
  size_t length = file ? fread(ca, 1, sizeof ca, file) : 0;
  if (file) fclose(file);
  pg_kube_conn connection = {.server = server, .ca = {length ? ca : NULL, length}};
  pg_kube_call call = {.path = "/version", .timeout = 10};
  pg_kube_answer answer;
  if (!pg_kube_request(&connection, &call, &answer, e)) return false;
  printf("%s\n", answer.body);
  pg_kube_answer_free(&answer);
  return true;
}

int main(int argc, char **argv) {
  if (argc != 3 && argc != 5) {
    fprintf(stderr, "usage: sign REGION CLUSTER [SERVER CA]\n");
    return 2;
  }
  err e = ERR_INIT;
  if (!sign_describe_vpcs(argv[1], &e) || !presign_identity(argv[1], argv[2], &e) ||
      (argc == 5 && !ask_version(argv[3], argv[4], &e))) {
    fprintf(stderr, "sign: %s (%s)\n", e.message, e.code);
    return 1;
  }
  return 0;
}
