/* kube: one authenticated Kubernetes request in one native call. */
#include "../kube.h"

#include <ctype.h>
#include <string.h>

#include "api.h"
#include "json_value.h"
#include "world.h"

enum { CONN = 1, CALL = 2, REQUEST = 3 };

/* request[to] = conn[from] */
static void copy_field(lua_State *L, int from_table, const char *from, int to_table, const char *to) {
  lua_getfield(L, from_table, from);
  lua_setfield(L, to_table, to);
}

static void set_tls(lua_State *L) {
  lua_createtable(L, 0, 5);
  int tls = lua_gettop(L);
  static const char *const names[] = {"ca", "cert", "key", "server_name", "insecure"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) copy_field(L, CONN, names[i], tls, names[i]);
  lua_setfield(L, REQUEST, "tls");
}

static void set_authorization(lua_State *L, int headers) {
  if (lua_getfield(L, CONN, "token") != LUA_TNIL) {
    if (!api_to_text(L, -1, NULL)) luaL_error(L, "field 'token' must be a string or a secret");
    lua_createtable(L, 2, 0);
    lua_pushliteral(L, "Bearer ");
    lua_rawseti(L, -2, 1);
    lua_insert(L, -2);
    lua_rawseti(L, -2, 2);
    lua_setfield(L, headers, "Authorization");
  } else if (lua_getfield(L, CONN, "user") != LUA_TNIL) {
    /* RFC 7617: "Basic " and base64 of user:password; the join happens among secrets */
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_getfield(L, -1, "secret");
    int lib = lua_gettop(L);
    lua_getfield(L, lib, "base64");
    lua_getfield(L, lib, "concat");
    lua_getfield(L, CONN, "user");
    lua_pushliteral(L, ":");
    lua_getfield(L, CONN, "password");
    lua_call(L, 3, 1);
    lua_call(L, 1, 1);
    lua_createtable(L, 2, 0);
    lua_pushliteral(L, "Basic ");
    lua_rawseti(L, -2, 1);
    lua_insert(L, -2);
    lua_rawseti(L, -2, 2);
    lua_setfield(L, headers, "Authorization");
  }
}

static void set_headers(lua_State *L, const char *type) {
  lua_createtable(L, 0, 4);
  int headers = lua_gettop(L);
  lua_pushliteral(L, "application/json");
  lua_setfield(L, headers, "Accept");
  if (type) {
    lua_pushstring(L, type);
    lua_setfield(L, headers, "Content-Type");
  }
  set_authorization(L, headers);
  lua_settop(L, headers);
  if (lua_getfield(L, CONN, "as") == LUA_TSTRING) lua_setfield(L, headers, "Impersonate-User");
  lua_settop(L, headers);
  if (api_field(L, CALL, "headers", LUA_TTABLE, false) != LUA_TNIL) {
    lua_pushnil(L);
    while (lua_next(L, -2)) {
      lua_pushvalue(L, -2);
      lua_insert(L, -2);
      lua_settable(L, headers);
    }
  }
  lua_settop(L, headers);
  lua_setfield(L, REQUEST, "headers");
}

static void add_encoded(buf *out, const char *text, size_t len) {
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)text[i];
    if (isalnum(c) || (c && strchr("-._~", c)))
      buf_addc(out, (char)c);
    else
      buf_addf(out, "%%%02X", c);
  }
}

/* Pushes the keys of the table at `index`, sorted: the same request has the same bytes in every run. */
static void push_sorted_names(lua_State *L, int index) {
  lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_getfield(L, -1, LUA_TABLIBNAME);
  lua_getfield(L, -1, "sort");
  lua_replace(L, -3);
  lua_pop(L, 1); /* sort */
  lua_newtable(L);
  lua_pushnil(L);
  for (lua_Integer n = 1; lua_next(L, index); n++) {
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "names in 'query' must be strings");
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, n);
  }
  lua_pushvalue(L, -1);
  lua_insert(L, -3); /* names, sort, names */
  lua_call(L, 1, 0);
}

/* Pushes "?name=value&..." of the table field `query`, or "" */
static int encode_query(lua_State *L) { /* query */
  push_sorted_names(L, 1);
  buf *out = api_scratch(L);
  for (lua_Integer i = 1; lua_rawgeti(L, 2, i) != LUA_TNIL; i++) {
    size_t n, m;
    const char *name = lua_tolstring(L, -1, &n);
    lua_pushvalue(L, -1);
    lua_gettable(L, 1);
    const char *value = luaL_tolstring(L, -1, &m);
    buf_addc(out, i == 1 ? '?' : '&');
    add_encoded(out, name, n);
    buf_addc(out, '=');
    add_encoded(out, value, m);
    lua_pop(L, 3);
  }
  if (!buf_ok(out)) return luaL_error(L, "not enough memory");
  lua_pushlstring(L, buf_text(out), out->len);
  return 1;
}

static void set_url(lua_State *L) {
  api_field(L, CONN, "server", LUA_TSTRING, true);
  const char *server = lua_tostring(L, -1);
  size_t n = strlen(server);
  lua_pushlstring(L, server, n && server[n - 1] == '/' ? n - 1 : n);
  api_field(L, CALL, "path", LUA_TSTRING, true);
  if (api_field(L, CALL, "query", LUA_TTABLE, false) != LUA_TNIL) {
    lua_pushcfunction(L, encode_query);
    lua_insert(L, -2);
    lua_call(L, 1, 1);
  } else {
    lua_pop(L, 1);
    lua_pushliteral(L, "");
  }
  lua_concat(L, 3);
  lua_setfield(L, REQUEST, "url");
  lua_pop(L, 1);
}

/* table -> its JSON text; the API server refuses 4.0 where a field is an integer */
static int encode(lua_State *L) {
  buf *out = api_scratch(L);
  api_json_write(L, 1, 1, out, &(api_json_style){.sort = true, .integral = true});
  if (!buf_ok(out)) return luaL_error(L, "not enough memory");
  lua_pushlstring(L, buf_text(out), out->len);
  return 1;
}

/* Is the answer JSON by its content type? */
static bool is_json(lua_State *L, int answer) {
  bool json = false;
  int top = lua_gettop(L);
  if (lua_getfield(L, answer, "headers") == LUA_TTABLE &&
      lua_getfield(L, -1, "content-type") == LUA_TSTRING) {
    const char *type = lua_tostring(L, -1);
    json = strncmp(type, "application/json", 16) == 0;
  }
  lua_settop(L, top);
  return json;
}

static void push_refusal(lua_State *L, int answer, lua_Integer status, const char *body, size_t len) {
  err e = ERR_INIT;
  bool json = is_json(L, answer);
  pg_kube_refusal((long)status, body, len, &e);
  api_push_failure(L, &e);
  int failure = lua_gettop(L);
  lua_pushboolean(L, 1);
  lua_setfield(L, failure, "sent");
  copy_field(L, answer, "headers", failure, "headers");
  if (json && api_json_push(L, body, len, false, NULL)) {
    if (lua_istable(L, -1)) copy_field(L, lua_gettop(L), "details", failure, "details");
    lua_settop(L, failure);
  }
}

enum { STREAM, WHOLE, LIST }; /* what is done with a body: nothing, decoded, decoded without managedFields */

/* ..., answer | nil, failure -> the same with the body decoded, or nil, failure for a refusal */
static int finish(lua_State *L, int status, lua_KContext form) {
  (void)status;
  int answer = REQUEST; /* world_send has replaced the request by the results */
  if (lua_isnil(L, answer)) return lua_gettop(L) - answer + 1;
  lua_settop(L, answer);
  if (form == STREAM) return 1;
  lua_getfield(L, answer, "status");
  lua_Integer code = lua_tointeger(L, -1);
  lua_pop(L, 1);
  bool json = is_json(L, answer);
  size_t len = 0;
  lua_getfield(L, answer, "body");
  const char *body = lua_tolstring(L, -1, &len); /* the answer keeps it alive */
  lua_pop(L, 1);
  if (!body) body = "";
  if (code >= 400) {
    lua_pushnil(L);
    push_refusal(L, answer, code, body, len);
    return 2;
  }
  err e = ERR_INIT;
  if (json) {
    if (!api_json_push(L, body, len, form == LIST, &e)) return api_fail(L, &e);
    lua_setfield(L, answer, "body");
  }
  return 1;
}

/* request(conn, {method=, path=, query=, body=, patch=, headers=, timeout=, idle_timeout=, stream=,
** skip_managed_fields=}) */
static int f_request(lua_State *L) {
  luaL_checktype(L, CONN, LUA_TTABLE);
  luaL_checktype(L, CALL, LUA_TTABLE);
  lua_settop(L, CALL);
  const char *patch = api_field_string(L, CALL, "patch", NULL);
  const char *type = patch ? pg_kube_patch_type(patch) : NULL;
  if (patch && !type) {
    return luaL_error(L, "'%s' is not a kind of patch: strategic, merge, json or apply", patch);
  }
  bool stream = api_field_bool(L, CALL, "stream", false);
  bool list = api_field_bool(L, CALL, "skip_managed_fields", false);
  lua_createtable(L, 0, 10); /* REQUEST */
  int body = lua_getfield(L, CALL, "body");
  if (body == LUA_TTABLE) {
    lua_pushcfunction(L, encode);
    lua_insert(L, -2);
    lua_call(L, 1, 1);
  } else if (body != LUA_TNIL && body != LUA_TSTRING) {
    return luaL_error(L, "field 'body' must be a table or a string");
  }
  bool has_body = !lua_isnil(L, -1);
  lua_setfield(L, REQUEST, "body");
  lua_pushstring(L, pg_kube_method(api_field_string(L, CALL, "method", NULL), has_body, patch));
  lua_setfield(L, REQUEST, "method");
  set_url(L);
  set_headers(L, has_body && !type ? "application/json" : type);
  set_tls(L);
  copy_field(L, CONN, "proxy", REQUEST, "proxy");
  lua_pushnumber(L, api_field_number(L, CALL, "timeout", stream ? 0 : 60));
  lua_setfield(L, REQUEST, "timeout");
  copy_field(L, CALL, "idle_timeout", REQUEST, "idle_timeout");
  copy_field(L, CALL, "connect_timeout", REQUEST, "connect_timeout");
  lua_pushboolean(L, stream);
  lua_setfield(L, REQUEST, "stream");
  lua_settop(L, REQUEST);
  return world_send(L, stream ? STREAM : list ? LIST : WHOLE, finish);
}

static const luaL_Reg lib[] = {
    {"request", f_request},
    {NULL, NULL},
};

int luaopen_kube(lua_State *L) {
  luaL_newlib(L, lib);
  return 1;
}
