; columns/loaders.asm: makes the loaders, routines that set a layer's accumulators to its biases. `prepare` makes them.
;
; A loader fills first the page of high bytes, then that of low bytes, from the end to the beginning, by pushes:
;
;       exx
;       ld de,0
;       ld bc,-1
;       ld sp,end of the high bytes
;       push de ...                     shared sums start at 0
;       ld hl,pair / push hl ...        bytes of two biases, the last pair first: 21 T-states; 11 for push de, push bc
;                                       or push hl alone, if a register holds the pair already
;       ld sp,end of the low bytes
;       pushes as before
;       ld sp,INTERRUPT_STACK
;       jp (ix)
;
; It ends with the chains' registers in use.
;
; Interrupts may be on: they push below SP, to bytes that the loader hasn't filled yet. Below the page of low bytes
; they do no harm: there is a spare page, or the stack for interrupts.

LOAD_SP:        equ 31h         ; opcodes that a loader is made of
LOAD_HL:        equ 21h
PUSH_HL:        equ 0E5h
PUSH_DE:        equ 0D5h
PUSH_BC:        equ 0C5h

; build_loaders: makes the loaders of all layers.
; Destroys: AF, BC, DE, HL, IY
build_loaders:
        ld iy,layer_table
        ld de,LOADERS
        ld b,WALKS
build_loader:
        push bc
        ld l,(iy+LAYER_LOADER)
        ld h,(iy+LAYER_LOADER+1)
        ld (iy+LAYER_LOADER),e
        ld (iy+LAYER_LOADER+1),d
        push hl
        ld hl,0
        ld (loader_pair),hl     ; 0: no pair that a loader loads into HL
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
LOADER_LOAD_BYTES: equ 3        ; ld hl,nn
LOADERS_BYTES:  equ WALKS*(loader_template_end-loader_start+2*LOADER_PAGE_BYTES)+LOADER_PUSHES+LOADER_LOADS*LOADER_LOAD_BYTES

; write_pushes: writes the part of a loader that fills one page.
; In:       A = page, IY -> layer, HL -> pairs of biases, DE -> end of the code
; Out:      HL -> after the pairs, DE -> new end of the code
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
