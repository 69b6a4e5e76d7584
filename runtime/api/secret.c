/* Opaque secrets: they can be joined, encoded and sent, but not read back by a playbook. */
#include "../secret.h"

#include <ctype.h>
#include <openssl/crypto.h>
#include <openssl/sha.h>

#include "api.h"

static secret *check(lua_State *L, int arg) {
  return luaL_checkudata(L, arg, API_SECRET);
}

bool api_is_secret(lua_State *L, int index) {
  return luaL_testudata(L, index, API_SECRET) != NULL;
}

const char *api_to_text(lua_State *L, int index, size_t *len) {
  secret *s = luaL_testudata(L, index, API_SECRET);
  if (s) {
    if (len) *len = s->len;
    return s->bytes ? s->bytes : "";
  }
  return lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, len) : NULL;
}

const char *api_check_text(lua_State *L, int arg, size_t *len) {
  const char *text = api_to_text(L, arg, len);
  if (!text) luaL_typeerror(L, arg, "string or secret");
  return text;
}

void api_push_secret(lua_State *L, const void *bytes, size_t len) {
  secret *s = lua_newuserdatauv(L, sizeof *s, 0);
  s->bytes = NULL;
  s->len = 0;
  luaL_setmetatable(L, API_SECRET);
  if (!secret_set(s, bytes, len)) luaL_error(L, "not enough memory");
}

static int push_from(lua_State *L, const buf *b) {
  if (!buf_ok(b)) return luaL_error(L, "not enough memory");
  api_push_secret(L, buf_text(b), b->len);
  return 1;
}

static int f_new(lua_State *L) {
  size_t len;
  const char *text = api_check_text(L, 1, &len);
  api_push_secret(L, text, len);
  return 1;
}

static int f_concat(lua_State *L) {
  int n = lua_gettop(L);
  for (int i = 1; i <= n; i++) api_check_text(L, i, NULL);
  buf *b = api_scratch_secret(L);
  for (int i = 1; i <= n; i++) {
    size_t len;
    const char *text = api_check_text(L, i, &len);
    buf_add(b, text, len);
  }
  return push_from(L, b);
}

static int encode(lua_State *L, bool url) {
  size_t len;
  const char *text = api_check_text(L, 1, &len);
  buf *b = api_scratch_secret(L);
  secret_base64(b, text, len, url);
  return push_from(L, b);
}

static int f_base64(lua_State *L) {
  return encode(L, false);
}

static int f_base64url(lua_State *L) {
  return encode(L, true);
}

static int f_unbase64(lua_State *L) {
  size_t len;
  const char *text = api_check_text(L, 1, &len);
  buf *b = api_scratch_secret(L);
  if (!secret_unbase64(b, text, len)) {
    err e = ERR_INIT;
    err_set(&e, "base64", "not base64 text");
    return api_fail(L, &e);
  }
  return push_from(L, b);
}

static int f_equal(lua_State *L) {
  size_t n, m;
  const char *a = api_check_text(L, 1, &n), *b = api_check_text(L, 2, &m);
  lua_pushboolean(L, n == m && CRYPTO_memcmp(a, b, n) == 0);
  return 1;
}

static int f_hash(lua_State *L) {
  size_t len;
  const char *text = api_check_text(L, 1, &len);
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256((const unsigned char *)text, len, digest);
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  for (size_t i = 0; i < sizeof digest; i++) {
    luaL_addchar(&b, "0123456789abcdef"[digest[i] >> 4]);
    luaL_addchar(&b, "0123456789abcdef"[digest[i] & 15]);
  }
  luaL_pushresult(&b);
  return 1;
}

static int f_is(lua_State *L) {
  lua_pushboolean(L, api_is_secret(L, 1));
  return 1;
}

/* Token files end in a line break that is the file's, not the token's. */
static int f_trim(lua_State *L) {
  size_t len;
  const char *text = api_check_text(L, 1, &len);
  while (len && isspace((unsigned char)text[len - 1])) len--;
  while (len && isspace((unsigned char)*text)) text++, len--;
  api_push_secret(L, text, len);
  return 1;
}

static int f_reveal(lua_State *L) {
  size_t len;
  const char *text = api_check_text(L, 1, &len);
  lua_pushlstring(L, text, len);
  return 1;
}

static int f_length(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)check(L, 1)->len);
  return 1;
}

static int f_tostring(lua_State *L) {
  lua_pushliteral(L, "<secret>");
  return 1;
}

static int f_gc(lua_State *L) {
  secret_wipe(check(L, 1));
  return 0;
}

static const luaL_Reg lib[] = {
    {"base64", f_base64},     {"base64url", f_base64url},
    {"concat", f_concat},     {"equal", f_equal},
    {"hash", f_hash},         {"is", f_is},
    {"length", f_length},     {"new", f_new},
    {"reveal", f_reveal},     {"trim", f_trim},
    {"unbase64", f_unbase64}, {NULL, NULL},
};

static const luaL_Reg metamethods[] = {
    {"__gc", f_gc},
    {"__tostring", f_tostring},
    {NULL, NULL},
};

int luaopen_secret(lua_State *L) {
  luaL_newmetatable(L, API_SECRET);
  luaL_setfuncs(L, metamethods, 0);
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
  luaL_newlib(L, lib);
  return 1;
}
