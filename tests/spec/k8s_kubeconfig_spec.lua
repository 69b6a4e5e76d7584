-- Kubeconfig files: merging, contexts, relative paths, every kind of user, and what is said when something is wrong.
local failure = require "failure"
local k8s = require "k8s"
local secret = require "secret"
local t = require "spec"
local world = require "world"

-- Files in memory and an environment, in the place of the world's until the variable is closed.
local function with(files, env)
  local before = world.install {
    read_file = function(path, options)
      local text = files[path]
      if not text then return nil, failure.new { code = "not_found", message = "cannot open " .. path } end
      return options and options.secret and secret.new(text) or text
    end,
    stat = function(path)
      if files[path] then return { type = "file" } end
      return nil, failure.new { code = "not_found", message = path }
    end,
    getenv = function(name) return (env or {})[name] end,
    environ = function() return env or {} end,
  }
  return setmetatable({}, { __close = function() world.install(before) end })
end

local function config(fields)
  local lines = { "apiVersion: v1", "kind: Config" }
  for _, line in ipairs(fields) do lines[#lines + 1] = line end
  return table.concat(lines, "\n") .. "\n"
end

local ONE = config {
  "current-context: blue",
  "contexts:",
  "- {name: blue, context: {cluster: blue, user: jo, namespace: shop}}",
  "- {name: green, context: {cluster: blue, user: nobody}}",
  "clusters:",
  "- name: blue",
  "  cluster: {server: 'https://blue.test:6443/', certificate-authority: pki/ca.crt, tls-server-name: api.blue}",
  "users:",
  "- {name: jo, user: {token: first-token}}",
  "- {name: nobody, user: {}}",
}
local TWO = config {
  "current-context: red",
  "contexts:",
  "- {name: red, context: {cluster: red, user: jo}}",
  "clusters:",
  "- {name: red, cluster: {server: red.test, insecure-skip-tls-verify: true, proxy-url: 'http://proxy:3128'}}",
  "- {name: blue, cluster: {server: 'https://other'}}",
  "users:",
  "- {name: jo, user: {token: second-token}}",
}
local FILES = { ["/a/one"] = ONE, ["/a/pki/ca.crt"] = "CA A", ["/b/two"] = TWO }

-- What the connection would send now.
local function ready(client)
  client.credential:renew(client.conn)
  return client.conn
end

t.test("a context gives server, CA by the file's own folder, namespace and token", function()
  local _ <close> = with(FILES)
  local c = k8s.connect { kubeconfig = "/a/one" }
  t.equal({ c.server, c.namespace, c.context }, { "https://blue.test:6443", "shop", "blue" })
  t.equal(c.conn.server_name, "api.blue")
  t.equal(secret.reveal(c.conn.ca), "CA A")
  t.equal(c.ca_hash, secret.hash("CA A"))
  t.ok(secret.is(ready(c).token), "the token is opaque")
  t.equal(secret.reveal(c.conn.token), "first-token")
end)

t.test("files of KUBECONFIG are merged, the first value of a name wins, missing ones are passed over", function()
  local _ <close> = with(FILES, { KUBECONFIG = "/nowhere::/a/one:/b/two" })
  local c = k8s.connect()
  t.equal(c.server, "https://blue.test:6443", "the first current-context, the first cluster 'blue'")
  local red = k8s.connect { context = "red" }
  t.equal({ red.server, red.conn.insecure, red.conn.proxy }, { "https://red.test", true, "http://proxy:3128" })
  t.equal(secret.reveal(ready(red).token), "first-token", "user jo of the first file")
  t.equal(red.namespace, "default")
end)

t.test("without anything the file in the home folder counts, then the pod's own account", function()
  local files = { ["/home/jo/.kube/config"] = ONE, ["/home/jo/.kube/pki/ca.crt"] = "CA" }
  local folder = "/var/run/secrets/kubernetes.io/serviceaccount/"
  local env = { HOME = "/home/jo", KUBERNETES_SERVICE_HOST = "fd00::1", KUBERNETES_SERVICE_PORT = "443" }
  local _ <close> = with(files, env)
  t.equal(k8s.connect().context, "blue")
  files["/home/jo/.kube/config"] = nil
  t.raises("no kubeconfig found", k8s.connect)
  files[folder .. "token"], files[folder .. "ca.crt"], files[folder .. "namespace"] = "sa-token\n", "CA", "ops\n"
  local c = k8s.connect()
  t.equal({ c.server, c.namespace }, { "https://[fd00::1]:443", "ops" })
  t.equal(secret.reveal(ready(c).token), "sa-token")
end)

t.test("an unknown context lists those there are", function()
  local _ <close> = with(FILES)
  local err = t.raises("no context 'blu' in /a/one, did you mean 'blue'?", k8s.connect,
    { kubeconfig = "/a/one", context = "blu" })
  t.equal(err.code, "UnknownContext")
  t.ok(err.hint:find("blue, green", 1, true), err.hint)
end)

local wrong = {
  { "a file that is not there", "/none", {}, "could not read kubeconfig /none" },
  { "broken YAML", "/k", { ["/k"] = "a: [1\nb: }" }, "could not read kubeconfig /k:2" },
  { "no mapping", "/k", { ["/k"] = "- 1" }, "holds no mapping" },
  { "no current context", "/k", { ["/k"] = config { "contexts: []" } }, "has no current context" },
  { "a dangling cluster", "/k",
    { ["/k"] = config { "current-context: x", "contexts: [{name: x, context: {cluster: gone}}]" } },
    "names cluster 'gone', which is in none of: /k" },
  { "a CA file that is not there", "/a/one", { ["/a/one"] = ONE }, "could not read certificate-authority of 'blue'" },
  { "no server", "/k", { ["/k"] = config { "current-context: x", "contexts: [{name: x, context: {cluster: c}}]",
    "clusters: [{name: c, cluster: {}}]" } }, "cluster 'c' in /k has no server" },
}
for _, case in ipairs(wrong) do
  t.test("kubeconfig with " .. case[1], function()
    local _ <close> = with(case[3])
    t.raises(case[4], k8s.connect, { kubeconfig = case[2] })
  end)
end

local function user(lines, files, env)
  local all = { ["/k"] = config { "current-context: x", "contexts: [{name: x, context: {cluster: c, user: u}}]",
    "clusters: [{name: c, cluster: {server: 'https://c.test'}}]", "users:", "- name: u", "  user: " .. lines } }
  for path, text in pairs(files or {}) do all[path] = text end
  return with(all, env), all
end

t.test("a token file wins over a token, is read again, and loses its line end", function()
  local closing, files = user("{token: old, tokenFile: tok}", { ["//tok"] = "one\n", ["/tok"] = "one\n" })
  local _ <close> = closing
  local c = k8s.connect { kubeconfig = "/k" }
  t.equal(secret.reveal(ready(c).token), "one")
  files["/tok"], files["//tok"] = "two", "two"
  t.equal(secret.reveal(ready(c).token), "one", "kept for a while")
  local now = world.now()
  local before = world.install { now = function() return now + 61 end }
  t.equal(secret.reveal(ready(c).token), "two")
  files["/tok"], files["//tok"] = nil, nil
  c.credential:forget()
  t.equal(secret.reveal(ready(c).token), "old", "the token serves while the file is away")
  world.install(before)
end)

t.test("client certificates come from data or files, and need their key", function()
  local data = secret.reveal(secret.base64("KEY"))
  local _ <close> = user("{client-certificate: /c.crt, client-key-data: " .. data .. "}", { ["/c.crt"] = "CERT" })
  local conn = ready(k8s.connect { kubeconfig = "/k" })
  t.equal({ secret.reveal(conn.cert), secret.reveal(conn.key) }, { "CERT", "KEY" })
  t.ok(secret.is(conn.key))
  local _ <close> = user("{client-certificate: /c.crt}", { ["/c.crt"] = "CERT" })
  t.raises("client certificate without its key", k8s.connect, { kubeconfig = "/k" })
end)

t.test("a certificate may come beside a token", function()
  local _ <close> = user("{token: tok, client-certificate: /c, client-key: /k1}", { ["/c"] = "CERT", ["/k1"] = "KEY" })
  local conn = ready(k8s.connect { kubeconfig = "/k" })
  t.equal({ secret.reveal(conn.token), secret.reveal(conn.cert) }, { "tok", "CERT" })
end)

t.test("user name and password, impersonation, and what is not supported", function()
  do
    local _ <close> = user("{username: jo, password: pw, as: admin}")
    local conn = ready(k8s.connect { kubeconfig = "/k" })
    t.equal({ conn.user, secret.reveal(conn.password), conn.as }, { "jo", "pw", "admin" })
  end
  do
    local _ <close> = user("{auth-provider: {name: gcp}}")
    t.raises("auth-provider 'gcp'", k8s.connect, { kubeconfig = "/k" })
  end
  local _ <close> = user("{token: t, as: admin, as-groups: [a, b]}")
  t.raises("as-groups", k8s.connect, { kubeconfig = "/k" })
end)

t.test("empty fields count as absent", function()
  local _ <close> = user("{token: '', client-certificate-data: '', username: ''}")
  local conn = ready(k8s.connect { kubeconfig = "/k" })
  t.equal({ conn.token, conn.cert, conn.user }, {})
end)
