# Copies of the static Lua and lua-cjson that can be linked into a shared library: see runtime/lua_streams.c.

set(HIDDEN_LUA "")
foreach(archive IN ITEMS ${CJSON_ARCHIVE} ${LUA_ARCHIVE})
  cmake_path(GET archive FILENAME name)
  set(copy ${CMAKE_BINARY_DIR}/hidden_${name})
  add_custom_command(
    OUTPUT ${copy}
    COMMAND ${CMAKE_OBJCOPY} --redefine-sym stdin=perigee_stdin --redefine-sym stdout=perigee_stdout
            --redefine-sym stderr=perigee_stderr ${archive} ${copy}
    DEPENDS ${archive}
    VERBATIM)
  list(APPEND HIDDEN_LUA ${copy})
endforeach()
add_custom_target(hidden_lua DEPENDS ${HIDDEN_LUA})
