# find_package(kube-status): the targets kube-status::kube-status, which is shared, and kube-status::static.
if(NOT TARGET kube-status::kube-status)
    get_filename_component(kube_status_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
    add_library(kube-status::kube-status SHARED IMPORTED)
    set_property(TARGET kube-status::kube-status PROPERTY IMPORTED_LOCATION "${kube_status_prefix}/lib/libkube_status.so")
    add_library(kube-status::static STATIC IMPORTED)
    set_property(TARGET kube-status::static PROPERTY IMPORTED_LOCATION "${kube_status_prefix}/lib/libkube_status.a")
    set_property(TARGET kube-status::kube-status kube-status::static PROPERTY
        INTERFACE_INCLUDE_DIRECTORIES "${kube_status_prefix}/include")
endif()
