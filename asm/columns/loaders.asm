; columns/loaders.asm: routines that set a layer's accumulators to its biases, made once at the start.
;
; A loader pushes numbers through a page from its end to its beginning, two bytes at once, high bytes first:
;
;       exx
;       ld de,0
;       ld bc,-1
;       ld sp,end of the high bytes
;       push de ...                     shared sums start at 0
;       ld hl,two biases' / push hl ... the last ones first: 21 T-states a pair, or 11 by push de, push bc or
;       ld sp,end of the low bytes      push hl alone, where a register has the two bytes already
;       the same
;       ld sp,INTERRUPT_STACK
;       jp (ix)
;
; It leaves with the chains' register set.
;
; Interrupts are welcome: what they push lies below, where the loader hasn't been yet. Below the page of low
; bytes lies what doesn't matter: a spare page, or the stack for interrupts itself.

LOAD_SP:        equ 31h         ; opcodes of a loader
LOAD_HL:        equ 21h
PUSH_HL:        equ 0E5h
PUSH_DE:        equ 0D5h
PUSH_BC:        equ 0C5h

; build_loaders: makes them all.
; Destroys: AF, BC, DE, HL, IY
build_loaders:
        ld iy,layer_table
        ld de,LOADERS
        ld b,LAYERS-1
build_loader:
        push bc
        ld l,(iy+LAYER_LOADER)
        ld h,(iy+LAYER_LOADER+1)
        ld (iy+LAYER_LOADER),e
        ld (iy+LAYER_LOADER+1),d
        push hl
        ld hl,0
        ld (loader_pair),hl     ; HL won't be loaded with 0
        ld hl,loader_start
        ld bc,loader_end-loader_start
        ldir
        pop hl
        ld a,(iy+LAYER_PAGE)
        inc a
        call write_pushes
        ld a,(iy+LAYER_PAGE)
        call write_pushes
        ld hl,loader_end
        ld bc,loader_template_end-loader_end
        ldir
        ld bc,LAYER_ENTRY
        add iy,bc
        pop bc
        djnz build_loader
        ret
loader_start:
        exx
        ld de,0
        ld bc,-1
loader_end:
        ld sp,INTERRUPT_STACK
        jp (ix)
loader_template_end:

LOADER_PAGE_BYTES: equ 3        ; ld sp,nn
LOADER_LOAD_BYTES: equ 3        ; ld hl,nn, where a register hasn't the pair already
LOADERS_BYTES:  equ (LAYERS-1)*(loader_template_end-loader_start+2*LOADER_PAGE_BYTES)+LOADER_PUSHES+LOADER_LOADS*LOADER_LOAD_BYTES

; write_pushes: the part of a loader that fills one page.
; In:       A = page, IY -> layer, HL -> pairs of biases, DE -> end of the code
; Out:      HL, DE moved on
; Destroys: AF, BC
write_pushes:
        ex de,hl
        ld c,a
        ld (hl),LOAD_SP
        inc hl
        ld a,(iy+LAYER_PAIRS)
        ld b,a
        add a,(iy+LAYER_ZEROS)
        add a,a
        ld (hl),a
        inc hl
        ld a,c
        adc a,0
        ld (hl),a
        inc hl
        ld a,(iy+LAYER_ZEROS)
        or a
        jr z,write_pair
write_zeros:
        ld (hl),PUSH_DE
        inc hl
        dec a
        jr nz,write_zeros
write_pair:
        push bc
        ld a,(de)
        ld c,a
        inc de
        ld a,(de)
        ld b,a                  ; BC = pair
        inc de
        or c
        ld a,PUSH_DE
        jr z,write_push
        ld a,b
        and c
        inc a
        ld a,PUSH_BC
        jr z,write_push
        ld a,(loader_pair)
        cp c
        jr nz,write_load
        ld a,(loader_pair+1)
        cp b
        jr z,write_push_hl
write_load:
        ld (loader_pair),bc
        ld (hl),LOAD_HL
        inc hl
        ld (hl),c
        inc hl
        ld (hl),b
        inc hl
write_push_hl:
        ld a,PUSH_HL
write_push:
        ld (hl),a
        inc hl
        pop bc
        djnz write_pair
        ex de,hl
        ret
