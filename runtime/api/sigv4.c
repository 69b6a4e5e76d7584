/* sigv4: AWS signatures as headers to send or as a URL. */
#include "../sigv4.h"

#include <string.h>
#include <strings.h>

#include "api.h"
#include "world.h"

#define CACHE "perigee.sigv4.cache"
#define RESULT "perigee.sigv4.result"

static int cache_free(lua_State *L) {
  pg_sigv4_cache **cache = lua_touserdata(L, 1);
  pg_sigv4_cache_free(*cache);
  *cache = NULL;
  return 0;
}

static int result_free(lua_State *L) {
  pg_sigv4_result_free(lua_touserdata(L, 1));
  return 0;
}

/* Leaves a field on the stack, so that its bytes live until the function returns. */
static pg_sigv4_text text_field(lua_State *L, int table, const char *name, bool required) {
  pg_sigv4_text t = {"", 0};
  int type = lua_getfield(L, table, name);
  if (type == LUA_TNIL && !required) return t;
  t.bytes = api_to_text(L, -1, &t.len);
  if (!t.bytes) luaL_error(L, "field '%s' must be a string or a secret, not %s", name, luaL_typename(L, -1));
  return t;
}

static const char *string_field(lua_State *L, int table, const char *name, const char *fallback) {
  int type = lua_getfield(L, table, name);
  if (type == LUA_TNIL && fallback) return fallback;
  if (type != LUA_TSTRING) {
    luaL_error(L, "field '%s' must be a string, not %s", name,
               type == LUA_TNIL ? "missing" : luaL_typename(L, -1));
  }
  const char *text = lua_tostring(L, -1);
  if (strlen(text) != lua_rawlen(L, -1)) luaL_error(L, "field '%s' holds a zero byte", name);
  return text;
}

static void read_credentials(lua_State *L, pg_sigv4_request *r) {
  api_field(L, 1, "credentials", LUA_TTABLE, true);
  int table = lua_gettop(L);
  /* Its text shows in the Authorization header: were a secret taken here, signing would reveal it. */
  r->access_key_id.bytes = string_field(L, table, "access_key_id", NULL);
  r->access_key_id.len = strlen(r->access_key_id.bytes);
  r->secret_access_key = text_field(L, table, "secret_access_key", true);
  r->session_token = text_field(L, table, "session_token", false);
}

/* The clock belongs to the world, so that a twin's signatures carry the twin's time. */
static int64_t read_time(lua_State *L) {
  if (api_field(L, 1, "time", LUA_TNUMBER, false) == LUA_TNIL) {
    world_push(L, "now");
    lua_call(L, 0, 1);
  }
  lua_Number time = lua_tonumber(L, -1);
  /* Outside of this range the signer refuses anyway; a NaN becomes such a time, too. */
  return time >= -1e15 && time <= 1e15 ? (int64_t)time : -1;
}

static void read_request(lua_State *L, pg_sigv4_request *r) {
  memset(r, 0, sizeof *r);
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  luaL_checkstack(L, 40, NULL);
  r->method = string_field(L, 1, "method", "GET");
  r->url = string_field(L, 1, "url", NULL);
  r->service = string_field(L, 1, "service", NULL);
  r->region = string_field(L, 1, "region", NULL);
  r->body = text_field(L, 1, "body", false);
  r->payload = string_field(L, 1, "payload", "");
  if (!*r->payload) r->payload = NULL;
  const char *path = string_field(L, 1, "path", "");
  if (*path && strcmp(path, "s3") != 0) luaL_error(L, "field 'path' must be \"s3\" or nil, not \"%s\"", path);
  r->s3_path = *path != '\0';
  lua_Number expires = api_field_number(L, 1, "expires", 900);
  r->expires = expires >= 0 && expires <= 1e9 ? (int64_t)expires : -1;
  read_credentials(L, r);
  r->time = read_time(L);
}

/* Appends the text of the header value on top of the stack; a list is joined without separator. */
static void add_value(lua_State *L, const char *name, buf *bytes) {
  size_t len;
  const char *text = api_to_text(L, -1, &len);
  if (text) {
    buf_add(bytes, text, len);
  } else if (lua_type(L, -1) == LUA_TNUMBER) {
    lua_pushvalue(L, -1);
    text = lua_tolstring(L, -1, &len);
    buf_add(bytes, text, len);
    lua_pop(L, 1);
  } else if (lua_type(L, -1) == LUA_TTABLE) {
    for (lua_Integer i = 1; lua_geti(L, -1, i) != LUA_TNIL; i++) {
      text = api_to_text(L, -1, &len);
      if (!text) luaL_error(L, "part %I of header '%s' must be a string or a secret", i, name);
      buf_add(bytes, text, len);
      lua_pop(L, 1);
    }
    lua_pop(L, 1);
  } else {
    luaL_error(L, "header '%s' must be a string or a secret, not %s", name, luaL_typename(L, -1));
  }
}

/* Collects the headers into scratch memory, since the text of a joined value belongs to nobody else. Names
** and values lie one after the other; their addresses are known only when the memory has stopped growing. */
static void read_headers(lua_State *L, pg_sigv4_request *r, int *headers) {
  api_field(L, 1, "headers", LUA_TTABLE, false);
  *headers = lua_gettop(L);
  if (lua_isnil(L, *headers)) return;
  buf *bytes = api_scratch_secret(L);
  buf *list = api_scratch(L);
  for (lua_pushnil(L); lua_next(L, *headers); lua_pop(L, 1)) {
    pg_sigv4_header h = {{NULL, 0}, {NULL, 0}};
    if (lua_type(L, -2) != LUA_TSTRING)
      luaL_error(L, "header names must be strings, not %s", luaL_typename(L, -2));
    const char *name = lua_tolstring(L, -2, &h.name.len);
    buf_add(bytes, name, h.name.len);
    size_t start = bytes->len;
    add_value(L, name, bytes);
    h.value.len = bytes->len - start;
    buf_add(list, &h, sizeof h);
    r->header_count++;
  }
  if (!buf_ok(bytes) || !buf_ok(list)) luaL_error(L, "not enough memory");
  pg_sigv4_header *all = (void *)list->data;
  const char *at = buf_text(bytes);
  for (size_t i = 0; i < r->header_count; i++) {
    all[i].name.bytes = at;
    all[i].value.bytes = at + all[i].name.len;
    at = all[i].value.bytes + all[i].value.len;
  }
  r->headers = all;
}

static bool has_header(const pg_sigv4_request *r, const char *name) {
  for (size_t i = 0; i < r->header_count; i++) {
    pg_sigv4_text t = r->headers[i].name;
    if (t.len == strlen(name) && strncasecmp(t.bytes, name, t.len) == 0) return true;
  }
  return false;
}

/* A hash that was given stays the value that was given, which may be a secret. */
static bool sets_payload_hash(const pg_sigv4_request *r, const pg_sigv4_result *result) {
  return result->add_payload_hash && (r->payload || !has_header(r, "x-amz-content-sha256"));
}

static bool is_replaced(const pg_sigv4_request *r, const pg_sigv4_result *result, const char *name) {
  return strcasecmp(name, "authorization") == 0 || strcasecmp(name, "x-amz-date") == 0 ||
         (r->session_token.len && strcasecmp(name, "x-amz-security-token") == 0) ||
         (sets_payload_hash(r, result) && strcasecmp(name, "x-amz-content-sha256") == 0);
}

static void set_string(lua_State *L, const char *name, const char *text) {
  lua_pushstring(L, text);
  lua_setfield(L, -2, name);
}

static void push_headers(lua_State *L, int headers, const pg_sigv4_request *r,
                         const pg_sigv4_result *result) {
  lua_newtable(L);
  int out = lua_gettop(L);
  if (lua_istable(L, headers)) {
    for (lua_pushnil(L); lua_next(L, headers); lua_pop(L, 1)) {
      if (is_replaced(r, result, lua_tostring(L, -2))) continue;
      lua_pushvalue(L, -2);
      lua_pushvalue(L, -2);
      lua_settable(L, out);
    }
  }
  set_string(L, "Authorization", result->authorization);
  set_string(L, "X-Amz-Date", result->date);
  if (sets_payload_hash(r, result)) set_string(L, "X-Amz-Content-Sha256", result->payload_hash);
  if (r->session_token.len) {
    lua_getfield(L, 1, "credentials");
    lua_getfield(L, -1, "session_token");
    lua_setfield(L, out, "X-Amz-Security-Token");
    lua_pop(L, 1);
  }
}

/* A canonical request holds header values and the token as they are: opaque as soon as one of them is. */
static bool holds_secret(lua_State *L, int headers) {
  lua_getfield(L, 1, "credentials");
  lua_getfield(L, -1, "session_token");
  bool found = api_is_secret(L, -1);
  lua_pop(L, 2);
  if (!lua_istable(L, headers)) return found;
  for (lua_pushnil(L); lua_next(L, headers); lua_pop(L, 1)) {
    if (api_is_secret(L, -1)) found = true;
    if (!lua_istable(L, -1)) continue;
    for (lua_Integer i = 1; lua_geti(L, -1, i) != LUA_TNIL; i++) {
      if (api_is_secret(L, -1)) found = true;
      lua_pop(L, 1);
    }
    lua_pop(L, 1);
  }
  return found;
}

static void push_text(lua_State *L, const char *text, bool opaque) {
  if (opaque)
    api_push_secret(L, text, strlen(text));
  else
    lua_pushstring(L, text);
}

static void push_details(lua_State *L, const pg_sigv4_result *result, bool opaque) {
  lua_createtable(L, 0, 2);
  push_text(L, result->canonical_request, opaque);
  lua_setfield(L, -2, "canonical_request");
  set_string(L, "string_to_sign", result->string_to_sign);
}

static int work(lua_State *L, bool presign) {
  pg_sigv4_request r;
  err e = ERR_INIT;
  int headers;
  read_request(L, &r);
  bool opaque = presign && api_field_bool(L, 1, "secret", false);
  read_headers(L, &r, &headers);
  opaque = holds_secret(L, headers) || opaque;
  pg_sigv4_cache **cache = lua_touserdata(L, lua_upvalueindex(1));
  pg_sigv4_result *result = lua_newuserdatauv(L, sizeof *result, 0);
  memset(result, 0, sizeof *result);
  api_set_release(L, RESULT, result_free);
  lua_toclose(L, -1);
  if (!(presign ? pg_sigv4_presign : pg_sigv4_sign)(*cache, &r, result, &e)) return api_fail(L, &e);
  if (presign)
    push_text(L, result->url, opaque);
  else
    push_headers(L, headers, &r, result);
  push_details(L, result, opaque);
  return 2;
}

static int f_sign(lua_State *L) {
  return work(L, false);
}

static int f_presign(lua_State *L) {
  return work(L, true);
}

static int answered(lua_State *L, int status, lua_KContext before) {
  (void)status;
  return lua_gettop(L) - (int)before;
}

/* Signs, then hands the request to the world as it is now: with the signed headers, and whatever else was asked for. */
static int f_request(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushcclosure(L, f_sign, 1); /* a call of its own, so that nothing it holds waits for the answer */
  lua_pushvalue(L, 1);
  lua_call(L, 1, 2);
  if (lua_isnil(L, -2)) return 2;
  lua_settop(L, 2);
  lua_newtable(L);
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -2);
    lua_rawset(L, 3);
  }
  lua_pushvalue(L, 2);
  lua_setfield(L, 3, "headers");
  lua_pushnil(L);
  lua_setfield(L, 3, "credentials"); /* a recording world has no use for them */
  return world_send(L, 2, answered);
}

static const luaL_Reg lib[] = {
    {"presign", f_presign},
    {"request", f_request},
    {"sign", f_sign},
    {NULL, NULL},
};

int luaopen_sigv4(lua_State *L) {
  luaL_newlibtable(L, lib);
  pg_sigv4_cache **cache = lua_newuserdatauv(L, sizeof *cache, 0);
  *cache = NULL;
  api_set_release(L, CACHE, cache_free);
  *cache = pg_sigv4_cache_new(); /* without one, keys are derived each time */
  luaL_setfuncs(L, lib, 1);
  return 1;
}
