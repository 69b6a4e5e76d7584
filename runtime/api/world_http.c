/* Requests of the live world: world.request, whole or as a stream. */
#include <ctype.h>
#include <string.h>

#include "../http.h"
#include "../task.h"
#include "api.h"
#include "world.h"

#define STREAM "perigee.stream"

typedef struct requesting {
  http_exchange *exchange;
  bool stream, secret_body;
} requesting;

/* A body that is read piece by piece. Created closed, then given the exchange. */
typedef struct stream {
  http_exchange *exchange;
  wait *reader;
} stream;

static void changed(void *data) {
  wait *w = data;
  requesting *r = w->data;
  if (r->exchange->finished || (r->stream && r->exchange->status)) wait_done(w);
}

static void cancel_request(wait *w) {
  requesting *r = w->data;
  http_free(r->exchange);
  r->exchange = NULL;
}

/* {lower-case name = value}; values of a repeated name are joined as RFC 9110 5.3 says */
static void push_headers(lua_State *L, const http_exchange *x) {
  lua_newtable(L);
  for (const char *line = buf_text(&x->headers); *line;) {
    const char *end = strchr(line, '\n'), *colon = memchr(line, ':', (size_t)(end - line));
    if (colon) {
      luaL_Buffer name;
      luaL_buffinit(L, &name);
      for (const char *c = line; c < colon; c++) luaL_addchar(&name, (char)tolower((unsigned char)*c));
      luaL_pushresult(&name);
      const char *value = colon + 1;
      while (value < end && (*value == ' ' || *value == '\t')) value++;
      lua_pushvalue(L, -1);
      if (lua_gettable(L, -3) == LUA_TSTRING) {
        lua_pushliteral(L, ", ");
        lua_pushlstring(L, value, (size_t)(end - value));
        lua_concat(L, 3);
      } else {
        lua_pop(L, 1);
        lua_pushlstring(L, value, (size_t)(end - value));
      }
      lua_settable(L, -3);
    }
    line = end + 1;
  }
}

static int fail_exchange(lua_State *L, const err *e) {
  lua_pushnil(L);
  api_push_failure(L, e);
  lua_pushboolean(L, !e->unsent);
  lua_setfield(L, -2, "sent");
  return 2;
}

static void tell_reader(void *data) {
  stream *s = data;
  if (s->reader && (s->exchange->finished || s->exchange->body.len)) wait_done(s->reader);
}

static int push_answer(lua_State *L, wait *w) {
  requesting *r = w->data;
  http_exchange *x = r->exchange;
  if (x->failed && !(r->stream && x->status)) return fail_exchange(L, &x->error);
  lua_createtable(L, 0, 4);
  lua_pushinteger(L, x->status);
  lua_setfield(L, -2, "status");
  lua_pushstring(L, x->version);
  lua_setfield(L, -2, "version");
  push_headers(L, x);
  lua_setfield(L, -2, "headers");
  if (r->stream) {
    stream *s = lua_newuserdatauv(L, sizeof *s, 0);
    s->exchange = NULL;
    s->reader = NULL;
    luaL_setmetatable(L, STREAM);
    s->exchange = x;
    http_on_change(x, tell_reader, s);
    r->exchange = NULL;
    lua_setfield(L, -2, "stream");
  } else {
    if (r->secret_body)
      api_push_secret(L, buf_text(&x->body), x->body.len);
    else
      lua_pushlstring(L, buf_text(&x->body), x->body.len);
    lua_setfield(L, -2, "body");
  }
  return 1;
}

/* One value of the headers table: a string, a secret, or a list of them. */
static void add_value(lua_State *L, buf *line, const char *name) {
  size_t len;
  const char *text = api_to_text(L, -1, &len);
  if (text) {
    buf_add(line, text, len);
    return;
  }
  if (lua_isnumber(L, -1)) {
    buf_adds(line, luaL_tolstring(L, -1, NULL));
    lua_pop(L, 1);
    return;
  }
  if (!lua_istable(L, -1)) luaL_error(L, "header '%s' must be a string, a secret, or a list of them", name);
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
    text = api_to_text(L, -1, &len);
    if (!text) luaL_error(L, "header '%s': item %I is neither a string nor a secret", name, i);
    buf_add(line, text, len);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

static int free_list(lua_State *L) {
  struct curl_slist **list = lua_touserdata(L, 1);
  curl_slist_free_all(*list);
  *list = NULL;
  return 0;
}

/* Pushes a to-be-closed userdata that owns the header lines. */
static struct curl_slist *push_header_lines(lua_State *L, int headers) {
  struct curl_slist **list = lua_newuserdatauv(L, sizeof(struct curl_slist *), 0);
  *list = NULL;
  api_set_release(L, "perigee.headers", free_list);
  lua_toclose(L, -1);
  if (!lua_istable(L, headers)) return NULL;
  buf *line = api_scratch_secret(L);
  lua_pushnil(L);
  while (lua_next(L, headers)) {
    if (lua_type(L, -2) != LUA_TSTRING) luaL_error(L, "names of headers must be strings");
    const char *name = lua_tostring(L, -2);
    buf_clear(line);
    buf_adds(line, name);
    buf_adds(line, ":");
    size_t head = line->len;
    add_value(L, line, name);
    const char *text = buf_text(line);
    if (strpbrk(text, "\r\n") || strlen(text) != line->len)
      luaL_error(L, "header '%s' holds a line end or a NUL", name);
    if (line->len == head) line->data[head - 1] = ';'; /* how curl is told to send an empty value */
    struct curl_slist *more = buf_ok(line) ? curl_slist_append(*list, buf_text(line)) : NULL;
    if (!more) luaL_error(L, "not enough memory");
    *list = more;
    lua_pop(L, 1);
  }
  return *list;
}

static http_text field_text(lua_State *L, int table, const char *name) {
  http_text t = {NULL, 0};
  lua_getfield(L, table, name); /* stays on the stack, as the bytes must */
  if (!lua_isnil(L, -1)) {
    t.bytes = api_to_text(L, -1, &t.len);
    if (!t.bytes) luaL_error(L, "field '%s' must be a string or a secret", name);
  }
  return t;
}

static void read_tls(lua_State *L, http_request *r) {
  if (api_field(L, 1, "tls", LUA_TTABLE, false) == LUA_TNIL) return;
  int tls = lua_gettop(L);
  r->ca = field_text(L, tls, "ca");
  r->cert = field_text(L, tls, "cert");
  r->key = field_text(L, tls, "key");
  r->server_name = api_field_string(L, tls, "server_name", NULL);
  r->insecure = api_field_bool(L, tls, "insecure", false);
}

/* request{method=, url=, headers=, body=, timeout=, connect_timeout=, idle_timeout=, max_body=, tls={ca=, cert=, key=,
** server_name=, insecure=}, proxy=, stream=, secret_body=} */
static int f_request(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  http_request r = {0};
  r.method = api_field_string(L, 1, "method", "GET");
  api_field(L, 1, "url", LUA_TSTRING, true);
  r.url = lua_tostring(L, -1);
  r.body = field_text(L, 1, "body");
  r.timeout = api_field_number(L, 1, "timeout", 0);
  r.connect_timeout = api_field_number(L, 1, "connect_timeout", 0);
  r.idle_timeout = api_field_number(L, 1, "idle_timeout", 0);
  r.max_body = (size_t)api_field_number(L, 1, "max_body", 0);
  r.proxy = api_field_string(L, 1, "proxy", NULL);
  r.stream = api_field_bool(L, 1, "stream", false);
  bool secret_body = api_field_bool(L, 1, "secret_body", false);
  read_tls(L, &r);
  api_field(L, 1, "headers", LUA_TTABLE, false);
  int headers = lua_gettop(L);
  wait *w = task_new_wait(L, sizeof(requesting));
  requesting *q = w->data;
  r.headers = push_header_lines(L, headers);
  w->cancel = cancel_request;
  w->push = push_answer;
  q->stream = r.stream;
  q->secret_body = secret_body;
  err e = ERR_INIT;
  q->exchange = http_start(tasks_loop(tasks_of(L)), &r, changed, w, &e);
  if (!q->exchange) {
    e.unsent = true;
    return fail_exchange(L, &e);
  }
  return task_wait(L, w);
}

static stream *check_stream(lua_State *L) {
  return luaL_checkudata(L, 1, STREAM);
}

static void leave_reading(wait *w) {
  stream *s = *(stream **)w->data;
  if (s->reader == w) s->reader = NULL;
}

static int push_chunk(lua_State *L, wait *w) {
  stream *s = *(stream **)w->data;
  leave_reading(w);
  http_exchange *x = s->exchange;
  if (!x) return luaL_error(L, "the stream is closed");
  if (x->body.len) {
    lua_pushlstring(L, buf_text(&x->body), x->body.len);
    buf_clear(&x->body);
    http_resume(x);
    return 1;
  }
  if (x->failed) return fail_exchange(L, &x->error);
  lua_pushnil(L);
  return 1;
}

/* stream:read() -> what has come, waiting for something; nil at the end */
static int f_read(lua_State *L) {
  stream *s = check_stream(L);
  lua_settop(L, 1);
  if (!s->exchange) return luaL_error(L, "the stream is closed");
  if (s->reader) return luaL_error(L, "another task reads this stream");
  wait *w = task_new_wait(L, sizeof s);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1); /* the stream must not be collected before the wait */
  *(stream **)w->data = s;
  w->push = push_chunk;
  w->cancel = leave_reading;
  w->done = s->exchange->finished || s->exchange->body.len;
  if (!w->done) s->reader = w;
  return task_wait(L, w);
}

static int f_close(lua_State *L) {
  stream *s = check_stream(L);
  http_exchange *x = s->exchange;
  s->exchange = NULL;
  http_free(x);
  if (s->reader) wait_done(s->reader);
  return 0;
}

static const luaL_Reg methods[] = {
    {"close", f_close},
    {"read", f_read},
    {NULL, NULL},
};

static const luaL_Reg metamethods[] = {
    {"__close", f_close},
    {"__gc", f_close},
    {NULL, NULL},
};

static const luaL_Reg lib[] = {
    {"request", f_request},
    {NULL, NULL},
};

int luaopen_world_http(lua_State *L) {
  luaL_newmetatable(L, STREAM);
  luaL_setfuncs(L, metamethods, 0);
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  luaL_newlib(L, lib);
  return 1;
}
