# `cmake --install BUILD [--prefix ANYWHERE]`: the binary, the library in both forms, its header, pkg-config,
# the playbooks and the editor stubs as files, shell completion, documentation.

set(share ${CMAKE_INSTALL_DATADIR}/perigee)
install(TARGETS perigee perigee_static perigee_shared)
install(FILES runtime/perigee.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
# The primitives that a C program may use without a runtime: <perigee/sigv4.h>, <perigee/kube.h>. In a folder of their
# own, since err.h beside them would hide the C library's.
install(FILES runtime/sigv4.h runtime/kube.h runtime/err.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/perigee)

string(REGEX REPLACE "[^/]+" ".." PC_UP ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
configure_file(cmake/perigee.pc.in perigee.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/perigee.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# The library as files to read and to copy; the binary runs its embedded ones. The stamp says which binary they are of.
install(DIRECTORY lua/stdlib/ DESTINATION ${share}/lua FILES_MATCHING PATTERN *.lua)
install(FILES ${ARGPARSE_LUA} DESTINATION ${share}/lua)
install(FILES ${CMAKE_BINARY_DIR}/stamp DESTINATION ${share})
install(DIRECTORY playbooks/ DESTINATION ${share}/playbooks)
install(DIRECTORY docs/api/ DESTINATION ${share}/api FILES_MATCHING PATTERN *.lua)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN *.md)
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# The command writes its own completion, when it is installed.
install(CODE "
  foreach(shell bash zsh fish)
    execute_process(COMMAND \"$<TARGET_FILE:perigee>\" completion \${shell}
      OUTPUT_FILE \"${CMAKE_BINARY_DIR}/completion.\${shell}\" COMMAND_ERROR_IS_FATAL ANY)
  endforeach()")
install(FILES ${CMAKE_BINARY_DIR}/completion.bash
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME perigee)
install(FILES ${CMAKE_BINARY_DIR}/completion.zsh
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _perigee)
install(FILES ${CMAKE_BINARY_DIR}/completion.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d RENAME perigee.fish)
